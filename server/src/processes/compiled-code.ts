import { Buffer } from 'node:buffer';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';

/** What Node hands to a handler of a file extension; its types leave `exports` of a module being loaded out. */
interface LoadingModule {
  exports: unknown;
  require(id: string): unknown;
}

type Handler = (module: LoadingModule, path: string) => void;

const LENGTH_BYTES = 4;
const WRITABLE_BY_OTHERS = 0o022;

/**
 * Keeps what V8 compiled of the bundle's files from one process to the next, as Python keeps bytecode: a command that
 * lasts 200 ms spends a fifth of them on compiling itself. The code of each file is kept under the file's name, which
 * names its content; V8 refuses what another version of it made. NODE_DISABLE_COMPILE_CACHE=1 turns this off, as it does
 * for Node's own cache.
 * Source: `vm.Script` (`cachedData`, `createCachedData`) and `require.extensions` in Node's documentation.
 *
 * @param bundle path of the file that is running; only files of its folder are kept.
 * @param folder where to keep them; made where it is missing. Nothing is read there that others may write.
 */
export function keepCompiledCode(bundle: string, folder: string): void {
  if (process.env.NODE_DISABLE_COMPILE_CACHE === '1') return;
  const name = `${basename(bundle, '.cjs')}-${process.versions.v8}-${process.arch}.bin`;
  const kept = readKept(join(folder, name));
  const loaded = new Map<string, Script>();
  let isNew = false;
  const extensions = createRequire(bundle).extensions as unknown as Record<string, Handler>;
  const others = extensions['.js'] as Handler;
  extensions['.cjs'] = (module, path) => {
    if (dirname(path) !== dirname(bundle)) {
      others(module, path);
      return;
    }
    const cachedData = kept.get(basename(path));
    const script = compiled(path, cachedData);
    loaded.set(basename(path), script);
    if (cachedData === undefined || script.cachedDataRejected === true) isNew = true;
    run(script, module, path);
  };
  process.once('exit', () => {
    if (!isNew) return;
    for (const file of kept.keys()) if (!existsSync(join(dirname(bundle), file))) kept.delete(file);
    for (const [file, script] of loaded) kept.set(file, script.createCachedData());
    writeKept(folder, name, kept);
  });
}

/** As `Module.prototype._compile` wraps a module. */
function compiled(path: string, cachedData: Buffer | undefined): Script {
  const source = readFileSync(path, 'utf8');
  const wrapped = `(function (exports, require, module, __filename, __dirname) { ${source}\n});`;
  return new Script(wrapped, { filename: path, ...(cachedData === undefined ? {} : { cachedData }) });
}

function run(script: Script, module: LoadingModule, path: string): void {
  const body: (...values: readonly unknown[]) => void = script.runInThisContext();
  const require = (id: string) => module.require(id);
  body.call(module.exports, module.exports, require, module, path, dirname(path));
}

/** Without a cache a start only takes longer, so that one that cannot be read counts as none. */
function readKept(path: string): Map<string, Buffer> {
  const kept = new Map<string, Buffer>();
  try {
    const { uid, mode } = statSync(path);
    const isOwn =
      process.getuid === undefined || (uid === process.getuid() && (mode & WRITABLE_BY_OTHERS) === 0);
    if (!isOwn) return kept;
    const bytes = readFileSync(path);
    const headLength = bytes.readUInt32LE(0);
    let start = LENGTH_BYTES + headLength;
    const head: ReadonlyArray<readonly [string, number]> = JSON.parse(
      bytes.toString('utf8', LENGTH_BYTES, start),
    );
    for (const [file, length] of head) {
      kept.set(file, bytes.subarray(start, start + length));
      start += length;
    }
    return start === bytes.length ? kept : new Map();
  } catch {
    return new Map();
  }
}

/** A folder that cannot be written costs the next start its time, and nobody anything else. */
function writeKept(folder: string, name: string, kept: ReadonlyMap<string, Buffer>): void {
  const head = Buffer.from(JSON.stringify([...kept].map(([file, code]) => [file, code.length])));
  const headLength = Buffer.alloc(LENGTH_BYTES);
  headLength.writeUInt32LE(head.length);
  const path = join(folder, name);
  const unfinished = `${path}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(unfinished, Buffer.concat([headLength, head, ...kept.values()]), { mode: 0o600 });
    renameSync(unfinished, path);
  } catch {
    return;
  }
}
