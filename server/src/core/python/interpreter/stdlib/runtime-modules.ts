import type { Span } from '../../../text/span.ts';
import type { PythonModule, PythonUnknown, PythonValue } from '../../values.ts';
import { NONE, nativeFunction, unknown } from '../objects.ts';
import { makeModule } from '../program-values.ts';

export const CLOCK_NAMES = [
  'time',
  'time_ns',
  'monotonic',
  'perf_counter',
  'localtime',
  'gmtime',
  'strftime',
  'ctime',
  'asctime',
];
export const RANDOM_NAMES = [
  'random',
  'randint',
  'randrange',
  'choice',
  'choices',
  'sample',
  'uniform',
  'shuffle',
  'getrandbits',
  'Random',
  'SystemRandom',
  'gauss',
];
export const SECRETS_NAMES = [
  'token_hex',
  'token_bytes',
  'token_urlsafe',
  'choice',
  'randbelow',
  'randbits',
  'SystemRandom',
];

/** A value that is made anew each time the program runs: a random id, the current time. */
export function runtimeValue(name: string, message: string, span: Span): PythonUnknown {
  return unknown('nondeterministic', message, span, `${name}()`);
}

/** A module whose functions give a different value on every run. */
export function runtimeModule(name: string, functions: readonly string[], message: string): PythonModule {
  const names = new Map<string, PythonValue>();
  for (const each of functions) {
    names.set(
      each,
      nativeFunction(each, (args) => runtimeValue(`${name}.${each}`, message, args.span)),
    );
  }
  for (const each of ['sleep', 'seed']) {
    names.set(
      each,
      nativeFunction(each, () => NONE),
    );
  }
  return makeModule(name, names);
}
