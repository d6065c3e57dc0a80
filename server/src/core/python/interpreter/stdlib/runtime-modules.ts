import type { Span } from '../../../text/span.ts';
import type { RuntimeMaker, RuntimeMark } from '../../runtime-mark.ts';
import type { CallArguments, PythonModule, PythonNative, PythonUnknown, PythonValue } from '../../values.ts';
import { NONE, nativeFunction, unknown } from '../objects.ts';
import { makeModule } from '../program-values.ts';
import type { Run } from '../run.ts';
import { RuntimeValue } from '../runtime-value.ts';

const CLOCK = 'the time is known only when it runs';
const RANDOM = 'a random value is known only when it runs';

/** A value that is made anew each time the program runs and that nothing more is known of. */
export function runtimeValue(name: string, message: string, span: Span): PythonUnknown {
  return unknown('nondeterministic', message, span, `${name}()`);
}

/** A value that the runner can make in Python's place. Each call of the program makes one. */
export function makeRuntimeValue(
  run: Run,
  typeName: RuntimeValue['typeName'],
  maker: RuntimeMaker,
  message: string,
  _span: Span,
  details: Partial<Pick<RuntimeMark, 'form' | 'arguments'>> = {},
): RuntimeValue {
  run.runtimeCalls += 1;
  const mark: RuntimeMark = {
    call: run.runtimeCalls,
    maker,
    form: 'text',
    shift: 0,
    arguments: [],
    ...details,
  };
  return new RuntimeValue(typeName, mark, { kind: 'nondeterministic', message });
}

/** Functions whose value the runner makes; the others of the module give something that is not known. */
type Makers = Readonly<Record<string, (args: CallArguments) => PythonValue | undefined>>;

function runtimeModule(
  name: string,
  message: string,
  makers: Makers,
  others: readonly string[],
): PythonModule {
  const names = new Map<string, PythonValue>();
  const notKnown = (each: string, args: CallArguments) => runtimeValue(`${name}.${each}`, message, args.span);
  for (const each of others)
    names.set(
      each,
      nativeFunction(each, (args) => notKnown(each, args)),
    );
  for (const [each, make] of Object.entries(makers)) {
    names.set(
      each,
      nativeFunction(each, (args) => make(args) ?? notKnown(each, args)),
    );
  }
  return makeModule(name, names);
}

export function timeModule(run: Run): PythonModule {
  const makers: Makers = {
    time: (args) => makeRuntimeValue(run, 'float', 'time', CLOCK, args.span),
    sleep: () => NONE,
  };
  const others =
    'time_ns monotonic perf_counter process_time localtime gmtime strftime ctime asctime mktime tzset';
  return runtimeModule('time', CLOCK, makers, others.split(' '));
}

/** After `seed()` Python's values are always the same ones, which nobody but Python can say. */
export function randomModule(run: Run): PythonModule {
  let isSeeded = false;
  const makers: Makers = {
    seed: () => {
      isSeeded = true;
      return NONE;
    },
    random: (args) => (isSeeded ? undefined : makeRuntimeValue(run, 'float', 'random', RANDOM, args.span)),
    randint: (args) => {
      const [low, high] = args.positional;
      if (isSeeded || low?.kind !== 'int' || high?.kind !== 'int' || low.value > high.value) return undefined;
      const bounds = [Number(low.value), Number(high.value)];
      if (!bounds.every(Number.isSafeInteger)) return undefined;
      return makeRuntimeValue(run, 'int', 'randint', RANDOM, args.span, { arguments: bounds });
    },
  };
  const others =
    'randrange choice choices sample uniform shuffle getrandbits Random SystemRandom gauss triangular randbytes';
  return runtimeModule('random', RANDOM, makers, others.split(' '));
}

export function secretsModule(run: Run): PythonModule {
  const token = (maker: 'token_hex' | 'token_urlsafe') => (args: CallArguments) =>
    madeOfBytes(run, 'str', maker, args, 32);
  return runtimeModule(
    'secrets',
    RANDOM,
    { token_hex: token('token_hex'), token_urlsafe: token('token_urlsafe') },
    ['token_bytes', 'choice', 'randbelow', 'randbits', 'SystemRandom'],
  );
}

/** `os.urandom(n)`. */
export function urandom(run: Run): PythonNative {
  return nativeFunction(
    'urandom',
    (args) =>
      madeOfBytes(run, 'bytes', 'urandom', args, undefined) ?? runtimeValue('os.urandom', RANDOM, args.span),
  );
}

const MOST_BYTES = 10_000;

function madeOfBytes(
  run: Run,
  typeName: 'str' | 'bytes',
  maker: RuntimeMaker,
  args: CallArguments,
  fallback: number | undefined,
): RuntimeValue | undefined {
  const given = args.positional[0] ?? args.keywords.get('nbytes') ?? NONE;
  const count = given.kind === 'int' ? Number(given.value) : given.kind === 'none' ? fallback : undefined;
  if (count === undefined || count < 0 || count > MOST_BYTES) return undefined;
  return makeRuntimeValue(run, typeName, maker, RANDOM, args.span, { arguments: [count] });
}
