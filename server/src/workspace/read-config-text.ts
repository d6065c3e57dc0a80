import { readFileSync, statSync } from 'node:fs';
import { TextDecoder } from 'node:util';
import { ConfigError } from '../core/config/config-error.ts';
import { faultOfSystemError } from './system-error.ts';

/**
 * Gives the text of a configuration file, env.py or template: that of the editor where it is open there, else that of
 * the disk. Throws ConfigError of kind `unreadable-file`.
 */
export type ReadConfigText = (path: string) => string;

const MAX_CONFIG_BYTES = 4 * 1024 * 1024;
const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads a UTF-8 file from disk; a byte order mark stays, as in Python. Throws ConfigError. */
export function readConfigText(path: string): string {
  let bytes: Uint8Array;
  try {
    const { size } = statSync(path);
    if (size > MAX_CONFIG_BYTES) throw unreadable(path, 'It is too large for a configuration file.');
    bytes = readFileSync(path);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw unreadable(path, faultOfSystemError(error));
  }
  try {
    return UTF_8.decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw unreadable(path, 'It is not valid UTF-8.');
  }
}

/** The text, or undefined where the file cannot be read. */
export function tryReadText(path: string, read: ReadConfigText): string | undefined {
  try {
    return read(path);
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}

function unreadable(path: string, reason: string): ConfigError {
  return new ConfigError('unreadable-file', `Cannot read ${path}. ${reason}`, path, undefined);
}
