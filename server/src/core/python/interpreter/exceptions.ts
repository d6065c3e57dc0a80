import type { PythonClass, PythonInstance, PythonValue } from '../values.ts';
import { isSubclass } from './class-members.ts';
import { str, tuple, unknown } from './objects.ts';

/** The exceptions of the language: name and base, in an order where bases come first. */
const HIERARCHY: readonly (readonly [string, string | undefined])[] = [
  ['BaseException', undefined],
  ['Exception', 'BaseException'],
  ['SystemExit', 'BaseException'],
  ['KeyboardInterrupt', 'BaseException'],
  ['GeneratorExit', 'BaseException'],
  ['ArithmeticError', 'Exception'],
  ['FloatingPointError', 'ArithmeticError'],
  ['ZeroDivisionError', 'ArithmeticError'],
  ['OverflowError', 'ArithmeticError'],
  ['AssertionError', 'Exception'],
  ['AttributeError', 'Exception'],
  ['BufferError', 'Exception'],
  ['EOFError', 'Exception'],
  ['ImportError', 'Exception'],
  ['ModuleNotFoundError', 'ImportError'],
  ['LookupError', 'Exception'],
  ['IndexError', 'LookupError'],
  ['KeyError', 'LookupError'],
  ['MemoryError', 'Exception'],
  ['NameError', 'Exception'],
  ['UnboundLocalError', 'NameError'],
  ['OSError', 'Exception'],
  ['FileNotFoundError', 'OSError'],
  ['FileExistsError', 'OSError'],
  ['PermissionError', 'OSError'],
  ['TimeoutError', 'OSError'],
  ['ConnectionError', 'OSError'],
  ['BrokenPipeError', 'ConnectionError'],
  ['ConnectionAbortedError', 'ConnectionError'],
  ['ConnectionRefusedError', 'ConnectionError'],
  ['ConnectionResetError', 'ConnectionError'],
  ['BlockingIOError', 'OSError'],
  ['ChildProcessError', 'OSError'],
  ['InterruptedError', 'OSError'],
  ['IsADirectoryError', 'OSError'],
  ['NotADirectoryError', 'OSError'],
  ['ProcessLookupError', 'OSError'],
  ['ReferenceError', 'Exception'],
  ['RuntimeError', 'Exception'],
  ['NotImplementedError', 'RuntimeError'],
  ['RecursionError', 'RuntimeError'],
  ['StopIteration', 'Exception'],
  ['StopAsyncIteration', 'Exception'],
  ['SyntaxError', 'Exception'],
  ['IndentationError', 'SyntaxError'],
  ['TabError', 'IndentationError'],
  ['SystemError', 'Exception'],
  ['TypeError', 'Exception'],
  ['ValueError', 'Exception'],
  ['UnicodeError', 'ValueError'],
  ['UnicodeDecodeError', 'UnicodeError'],
  ['UnicodeEncodeError', 'UnicodeError'],
  ['UnicodeTranslateError', 'UnicodeError'],
  ['Warning', 'Exception'],
  ['DeprecationWarning', 'Warning'],
  ['UserWarning', 'Warning'],
  ['RuntimeWarning', 'Warning'],
  ['FutureWarning', 'Warning'],
  ['BytesWarning', 'Warning'],
  ['EncodingWarning', 'Warning'],
  ['ImportWarning', 'Warning'],
  ['PendingDeprecationWarning', 'Warning'],
  ['ResourceWarning', 'Warning'],
  ['SyntaxWarning', 'Warning'],
  ['UnicodeWarning', 'Warning'],
];

export const EXCEPTION_CLASSES: ReadonlyMap<string, PythonClass> = makeClasses();

function makeClasses(): ReadonlyMap<string, PythonClass> {
  const classes = new Map<string, PythonClass>();
  for (const [name, baseName] of HIERARCHY) {
    const base = baseName === undefined ? undefined : classes.get(baseName);
    classes.set(name, {
      kind: 'class',
      name,
      bases: base === undefined ? [] : [base],
      attributes: new Map(),
    });
  }
  return classes;
}

/** Exceptions that a statement against the database never raises by itself. */
export const HARMLESS_EXCEPTIONS: ReadonlySet<string> = new Set([
  'ArithmeticError',
  'ZeroDivisionError',
  'OverflowError',
  'AssertionError',
  'AttributeError',
  'ImportError',
  'ModuleNotFoundError',
  'LookupError',
  'IndexError',
  'KeyError',
  'NameError',
  'UnboundLocalError',
  'FileNotFoundError',
  'StopIteration',
  'TypeError',
  'ValueError',
  'UnicodeError',
  'UnicodeDecodeError',
  'UnicodeEncodeError',
]);

export function isExceptionClass(type: PythonClass): boolean {
  const root = EXCEPTION_CLASSES.get('BaseException');
  return root !== undefined && isSubclass(type, root);
}

export function makeException(type: PythonClass, args: readonly PythonValue[]): PythonInstance {
  return { kind: 'instance', class: type, attributes: new Map([['args', tuple(args)]]) };
}

/** Bases of exceptions of the standard library that have no name of their own in the language. */
const LIBRARY_BASES: ReadonlyMap<string, string> = new Map([['FrozenInstanceError', 'AttributeError']]);

/** The object behind a raise that the interpreter or a native made: its class by name, or a plain Exception. */
export function exceptionObject(type: string, message: string): PythonInstance {
  const known = EXCEPTION_CLASSES.get(type) ?? {
    kind: 'class',
    name: type,
    bases: [EXCEPTION_CLASSES.get(LIBRARY_BASES.get(type) ?? 'Exception') as PythonClass],
    attributes: new Map(),
  };
  return makeException(known, [type === 'KeyError' ? keyOf(message) : str(message)]);
}

/** The key that the text of a KeyError shows, as far as it is plain. */
function keyOf(text: string): PythonValue {
  const quoted = /^'([^'\\]*)'$/.exec(text)?.[1];
  if (quoted !== undefined) return str(quoted);
  if (/^-?\d+$/.test(text)) return { kind: 'int', value: BigInt(text) };
  const message = 'the key of this KeyError is not followed';
  return unknown('unsupported-operation', message, { start: 0, end: 0 });
}
