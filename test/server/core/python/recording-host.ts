import {
  followFunction,
  type InterpretationOutcome,
  interpretRevision,
} from '../../../../server/src/core/python/interpret-revision.ts';
import { Interpreter } from '../../../../server/src/core/python/interpreter/interpreter.ts';
import type { InterpreterLimits } from '../../../../server/src/core/python/interpreter/limits.ts';
import { NONE, nativeFunction } from '../../../../server/src/core/python/interpreter/objects.ts';
import { parsePython } from '../../../../server/src/core/python/parse-python.ts';
import type {
  PythonHost,
  PythonModule,
  PythonNative,
  PythonValue,
} from '../../../../server/src/core/python/values.ts';

/** A value as a test can compare it. What is not known is `?kind`. */
export function showValue(value: PythonValue): string {
  switch (value.kind) {
    case 'none':
      return 'None';
    case 'bool':
      return value.value ? 'True' : 'False';
    case 'int':
    case 'float':
      return String(value.value);
    case 'str':
      return JSON.stringify(value.value);
    case 'bytes':
      return `b${JSON.stringify(String.fromCharCode(...value.value))}`;
    case 'list':
      return `[${value.items.map(showValue).join(', ')}]`;
    case 'tuple':
      return `(${value.items.map(showValue).join(', ')})`;
    case 'set':
      return `{${value.items.map(showValue).join(', ')}}`;
    case 'dict':
      return `{${value.entries.map(([key, item]) => `${showValue(key)}: ${showValue(item)}`).join(', ')}}`;
    case 'unknown':
      return `?${value.reason.kind}`;
    case 'native':
      return value.toText?.() ?? value.typeName;
    default:
      return value.kind;
  }
}

export interface Recording {
  readonly outcome: InterpretationOutcome;
  /** Calls of `op.…` and `UNRESOLVED kind "text"` entries, in order. */
  readonly events: readonly string[];
}

/** Follows a function of a revision file with an `op` that records its calls and an `sa` whose calls do nothing. */
export function recordRevision(
  text: string,
  functionName: 'upgrade' | 'downgrade' = 'upgrade',
  limits?: InterpreterLimits,
  project: Pick<PythonHost, 'findModule' | 'knownValues'> = {},
): Recording {
  const events: string[] = [];
  const host = { ...recordingHost(text, events), ...project };
  return { outcome: interpretRevision(parsePython(text), functionName, host, limits), events };
}

/** The same for `upgrade()`; `isKnown` where everything that the program met was known. */
export function recordWithUnknowns(text: string): Recording & { readonly isKnown: boolean } {
  const events: string[] = [];
  const source = parsePython(text);
  const run = new Interpreter(source, recordingHost(text, events));
  const outcome = followFunction(run, source, 'upgrade');
  const isFollowed = outcome.outcome !== 'limit' && !events.some((event) => event.startsWith('UNRESOLVED'));
  return {
    outcome,
    events,
    isKnown: isFollowed && run.unknownsMet === 0 && source.error === undefined,
  };
}

function recordingHost(text: string, events: string[]): PythonHost {
  const unknownValue = (kind: 'query-result' | 'reflection', touchesDatabase: boolean): PythonValue => ({
    kind: 'unknown',
    reason: { kind, message: 'the rows are known only when it runs' },
    span: { start: 0, end: 0 },
    touchesDatabase,
  });
  const recorder = (path: string, pure: boolean): PythonNative => ({
    kind: 'native',
    typeName: path,
    pure,
    toText: () => path,
    getAttribute: (name) => (/^__/.test(name) ? undefined : recorder(`${path}.${name}`, pure)),
    getItem: () => recorder(`${path}[]`, pure),
    call: (args) => {
      const keywords = [...args.keywords].map(([name, value]) => `${name}=${showValue(value)}`);
      const shown = [...args.positional.map(showValue), ...keywords].join(', ');
      if (!pure) events.push(`${path}(${shown})`);
      if (/(?:execute|scalar|scalars)$/.test(path) && path.startsWith('op.get_bind')) {
        return unknownValue('query-result', false);
      }
      if (/(?:inspect|from_engine)$/.test(path)) return unknownValue('reflection', false);
      if (/orm\.(?:\w+\.)*(?:Session|sessionmaker)$/.test(path)) return unknownValue('query-result', true);
      return recorder(`${path}()`, pure);
    },
    enter: () => recorder(path, pure),
    exit: () => undefined,
    binary: (operator) => (pure && operator !== '==' ? recorder('expression', true) : undefined),
    unary: () => recorder('expression', true),
  });
  const alembic: PythonModule = {
    kind: 'module',
    name: 'alembic',
    getAttribute: (name) => (name === 'op' || name === 'context' ? recorder(name, false) : undefined),
  };
  const testing: PythonModule = {
    kind: 'module',
    name: 'testing',
    getAttribute: (name) =>
      name === 'rows' ? nativeFunction('rows', () => unknownValue('query-result', false)) : NONE,
  };
  return {
    resolveModule: (name) => {
      if (name === 'alembic') return alembic;
      if (name === 'testing') return testing;
      if (name.split('.')[0] !== 'sqlalchemy') return undefined;
      return { kind: 'module', name, getAttribute: (attribute) => recorder(`${name}.${attribute}`, true) };
    },
    importing: (body) => {
      const { length } = events;
      body();
      events.length = length;
    },
    reportUnresolved: (span, reason) => {
      events.push(`UNRESOLVED ${reason.kind} ${JSON.stringify(text.slice(span.start, span.end))}`);
    },
  };
}
