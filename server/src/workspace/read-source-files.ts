import { Buffer } from 'node:buffer';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { decodePythonSource, type FileText } from './decode-python-source.ts';
import { faultOfSystemError } from './system-error.ts';

/** Files above this size are not read: no revision is that long, and one alone would stall the server. */
export const MAX_SOURCE_BYTES = 8 * 1024 * 1024;

const CHUNK_BYTES = 64 * 1024;
/** How many files are read before other work of the process gets its turn. */
const BATCH_SIZE = 250;

/**
 * Reads Python source files in the order of `paths`, which name regular files. Reading small files one after the other
 * without promises is several times faster than asynchronously; between batches the event loop gets its turn.
 */
export async function readSourceFiles(
  paths: readonly string[],
  onFile: (path: string, text: FileText) => void,
): Promise<void> {
  const reader = new SourceReader();
  for (const [index, path] of paths.entries()) {
    if (index % BATCH_SIZE === 0 && index > 0) await nextTurn();
    onFile(path, reader.read(path));
  }
}

/** Reads one Python source file. */
export function readSourceFile(path: string): FileText {
  return new SourceReader().read(path);
}

class SourceReader {
  readonly #chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES);

  read(path: string): FileText {
    let descriptor: number;
    try {
      descriptor = openSync(path, 'r');
    } catch (error) {
      return { kind: 'fault', reason: faultOfSystemError(error) };
    }
    try {
      const length = readSync(descriptor, this.#chunk, 0, CHUNK_BYTES, 0);
      if (length < CHUNK_BYTES) return this.#decode(length);
      return readLong(descriptor);
    } catch (error) {
      return { kind: 'fault', reason: faultOfSystemError(error) };
    } finally {
      closeSync(descriptor);
    }
  }

  #decode(length: number): FileText {
    return decodePythonSource(this.#chunk.subarray(0, length));
  }
}

function readLong(descriptor: number): FileText {
  const { size } = fstatSync(descriptor);
  if (size > MAX_SOURCE_BYTES) {
    const megabytes = (size / 1024 / 1024).toFixed(0);
    const limit = MAX_SOURCE_BYTES / 1024 / 1024;
    return { kind: 'fault', reason: `The file has ${megabytes} MB; files above ${limit} MB are not read.` };
  }
  const bytes = Buffer.allocUnsafe(size);
  let length = 0;
  while (length < size) {
    const count = readSync(descriptor, bytes, length, size - length, length);
    if (count === 0) break;
    length += count;
  }
  return decodePythonSource(bytes.subarray(0, length));
}
