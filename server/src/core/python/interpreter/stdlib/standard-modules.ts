import type { PythonModule, PythonValue } from '../../values.ts';
import { unknown } from '../objects.ts';
import { makeModule } from '../program-values.ts';
import type { Run } from '../run.ts';
import { collectionsNames } from './collections-module.ts';
import { contextlibNames } from './contextlib-module.ts';
import { dataclassesNames } from './dataclasses-module.ts';
import { datetimeNames } from './datetime-module.ts';
import { decimalNames } from './decimal-module.ts';
import { enumNames } from './enum-module.ts';
import { functoolsNames } from './functools-module.ts';
import { itertoolsNames } from './itertools-module.ts';
import { jsonNames } from './json-module.ts';
import { loggingNames, warningsNames } from './logging-module.ts';
import { mathNames } from './math-module.ts';
import { operatorNames } from './operator-module.ts';
import { reNames } from './re-module.ts';
import { randomModule, secretsModule, timeModule, urandom } from './runtime-modules.ts';
import { stringNames, textwrapNames } from './text-modules.ts';
import { typingModule } from './typing-module.ts';
import { uuidNames } from './uuid-module.ts';

type Names = ReadonlyMap<string, PythonValue>;

const MODULES: ReadonlyMap<string, (run: Run) => Names> = new Map<string, (run: Run) => Names>([
  ['collections', collectionsNames],
  ['contextlib', contextlibNames],
  ['dataclasses', dataclassesNames],
  ['datetime', datetimeNames],
  ['decimal', decimalNames],
  ['enum', enumNames],
  ['functools', functoolsNames],
  ['itertools', itertoolsNames],
  ['json', jsonNames],
  ['logging', loggingNames],
  ['math', mathNames],
  ['operator', operatorNames],
  ['re', reNames],
  ['string', stringNames],
  ['textwrap', textwrapNames],
  ['uuid', uuidNames],
  ['warnings', warningsNames],
]);

/** Modules whose functions give another value in each run. */
const RUNTIME_MODULES: ReadonlyMap<string, (run: Run) => PythonModule> = new Map([
  ['time', timeModule],
  ['random', randomModule],
  ['secrets', secretsModule],
]);

/** Modules that only describe types: whatever they give has no effect. */
const TYPE_MODULES = new Set(['typing', 'typing_extensions', 'collections.abc', 'abc', '__future__']);

/** Modules that can run code of the file, or programs, out of sight. */
const RUNNING_MODULES = new Set([
  'asyncio',
  'concurrent',
  'importlib',
  'multiprocessing',
  'runpy',
  'subprocess',
  'threading',
]);

/** Modules that read the machine they run on. */
const ENVIRONMENT_MODULES = new Set([
  'csv',
  'fileinput',
  'getpass',
  'glob',
  'io',
  'os',
  'os.path',
  'pathlib',
  'platform',
  'shutil',
  'socket',
  'sys',
  'tempfile',
]);

/** Other modules of the standard library: they change no database, and what they give is not worked out. */
const OTHER_MODULES = new Set([
  'argparse',
  'array',
  'ast',
  'base64',
  'binascii',
  'bisect',
  'calendar',
  'codecs',
  'configparser',
  'copy',
  'difflib',
  'fractions',
  'gzip',
  'hashlib',
  'heapq',
  'hmac',
  'html',
  'http',
  'inspect',
  'ipaddress',
  'locale',
  'numbers',
  'pickle',
  'pprint',
  'queue',
  'shlex',
  'sqlite3',
  'statistics',
  'struct',
  'traceback',
  'types',
  'unicodedata',
  'urllib',
  'weakref',
  'xml',
  'zipfile',
  'zlib',
  'zoneinfo',
]);

/** A module of Python's standard library; undefined where the name is none. */
export function standardModule(run: Run, name: string): PythonModule | undefined {
  const known = MODULES.get(name);
  if (known !== undefined) return withRest(name, known(run));
  const made = RUNTIME_MODULES.get(name);
  if (made !== undefined) return made(run);
  if (TYPE_MODULES.has(name)) return typingModule(run, name);
  const [root = name] = name.split('.');
  if (RUNNING_MODULES.has(root)) return opaqueModule(name, 'unsupported-operation', true);
  if (name === 'os') {
    const known = new Map([['urandom', urandom(run)]]);
    return opaqueModule(name, 'environment', false, known);
  }
  if (ENVIRONMENT_MODULES.has(root)) return opaqueModule(name, 'environment', false);
  return OTHER_MODULES.has(root) ? opaqueModule(name, 'unsupported-operation', false) : undefined;
}

/** The names that are worked out; any other exists too, without a known value. */
function withRest(name: string, names: Names): PythonModule {
  const module = makeModule(name, names);
  return {
    ...module,
    getAttribute: (attribute, span) =>
      names.get(attribute) ??
      unknown(
        'unsupported-operation',
        `\`${name}.${attribute}\` is not followed`,
        span,
        `${name}.${attribute}`,
      ),
  };
}

function opaqueModule(
  name: string,
  kind: 'environment' | 'unsupported-operation',
  touchesDatabase: boolean,
  known: Names = new Map(),
): PythonModule {
  return {
    kind: 'module',
    name,
    getAttribute: (attribute, span) => {
      const found = known.get(attribute);
      if (found !== undefined) return found;
      const dotted = `${name}.${attribute}`;
      const message =
        kind === 'environment'
          ? `\`${dotted}\` depends on the machine that runs the migration`
          : `\`${dotted}\` is not followed`;
      const value = unknown(kind, message, span, dotted);
      return touchesDatabase ? { ...value, touchesDatabase } : value;
    },
  };
}
