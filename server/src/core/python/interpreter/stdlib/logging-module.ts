import type { PythonNative, PythonValue } from '../../values.ts';
import { int, NONE, nativeFunction } from '../objects.ts';

/** An object whose methods do nothing that a migration could see: a logger, a handler. */
function silentObject(typeName: string): PythonNative {
  const silent: PythonNative = {
    kind: 'native',
    typeName,
    pure: true,
    getAttribute: () => silentFunction,
    setAttribute: () => NONE,
    call: () => silent,
    enter: () => silent,
    exit: () => undefined,
  };
  const silentFunction = nativeFunction('log', () => silent);
  return silent;
}

export function loggingNames(): ReadonlyMap<string, PythonValue> {
  const logger = silentObject('Logger');
  const names = new Map<string, PythonValue>();
  for (const name of [
    'getLogger',
    'debug',
    'info',
    'warning',
    'warn',
    'error',
    'exception',
    'critical',
    'log',
    'basicConfig',
    'StreamHandler',
    'Formatter',
    'FileHandler',
    'disable',
    'getLevelName',
    'Logger',
    'config',
    'handlers',
  ]) {
    names.set(name, name === 'config' || name === 'handlers' ? logger : nativeFunction(name, () => logger));
  }
  const levels = { DEBUG: 10, INFO: 20, WARNING: 30, WARN: 30, ERROR: 40, CRITICAL: 50, NOTSET: 0 };
  for (const [name, level] of Object.entries(levels)) names.set(name, int(level));
  return names;
}

export function warningsNames(): ReadonlyMap<string, PythonValue> {
  const names = new Map<string, PythonValue>();
  for (const name of ['warn', 'filterwarnings', 'simplefilter', 'resetwarnings']) {
    names.set(
      name,
      nativeFunction(name, () => NONE),
    );
  }
  names.set('catch_warnings', silentObject('catch_warnings'));
  return names;
}
