import { type CallArguments, type PythonNative, PythonRaise, type PythonValue } from '../../values.ts';
import { textArgument } from '../arguments.ts';
import { NONE, nativeFunction, unknown } from '../objects.ts';
import type { Run } from '../run.ts';
import { RuntimeValue } from '../runtime-value.ts';
import { typeObject } from '../type-objects.ts';
import { checkMoment, MIDNIGHT, type Moment, parseMoment } from './calendar.ts';
import { makeRuntimeValue, runtimeValue } from './runtime-modules.ts';
import { makeTimeDelta, TimeDeltaValue } from './time-delta.ts';
import { makeTime, TimeValue, UTC } from './time-value.ts';

const CLOCK = 'the current time is known only when it runs';

export function datetimeNames(run: Run): ReadonlyMap<string, PythonValue> {
  const timezone = typeObject(
    'timezone',
    () => undefined,
    (args) => unknown('unsupported-operation', 'time zones other than UTC are not followed', args.span),
    (attribute) => (attribute === 'utc' ? UTC : undefined),
  );
  return new Map<string, PythonValue>([
    ['datetime', timeType('datetime', datetimeMethods(run))],
    ['date', timeType('date', dateMethods(run))],
    ['time', timeType('time', new Map())],
    ['timedelta', typeObject('timedelta', (value) => value instanceof TimeDeltaValue, makeTimeDelta)],
    ['timezone', timezone],
    ['UTC', UTC],
  ]);
}

type Methods = ReadonlyMap<string, (args: CallArguments) => PythonValue>;

function timeType(name: TimeValue['typeName'], methods: Methods): PythonNative {
  return typeObject(
    name,
    (value) => {
      if (!(value instanceof TimeValue) && !(value instanceof RuntimeValue)) return false;
      return value.typeName === name || (name === 'date' && value.typeName === 'datetime');
    },
    (args) => makeTime(name, args),
    (attribute, span) => {
      const method = methods.get(attribute);
      if (method !== undefined) return nativeFunction(attribute, method);
      return unknown('unsupported-operation', `\`${name}.${attribute}\` is not followed`, span);
    },
  );
}

function datetimeMethods(run: Run): Methods {
  const made = (maker: 'now' | 'utcnow' | 'now_utc', args: CallArguments) =>
    makeRuntimeValue(run, 'datetime', maker, CLOCK, args.span);
  const notFixed = (args: CallArguments) => runtimeValue('datetime.now', CLOCK, args.span);
  const now = (args: CallArguments) => {
    const zone = args.positional[0] ?? args.keywords.get('tz') ?? NONE;
    if (zone.kind === 'none') return made('now', args);
    return zone === UTC ? made('now_utc', args) : notFixed(args);
  };
  return new Map<string, (args: CallArguments) => PythonValue>([
    ['now', now],
    ['utcnow', (args) => made('utcnow', args)],
    ['today', (args) => made('now', args)],
    ['fromtimestamp', notFixed],
    ['utcfromtimestamp', notFixed],
    ['strptime', strptime],
    ['fromisoformat', (args) => fromIsoFormat('datetime', args)],
    ['combine', combine],
  ]);
}

function dateMethods(run: Run): Methods {
  return new Map<string, (args: CallArguments) => PythonValue>([
    ['today', (args) => makeRuntimeValue(run, 'date', 'now', CLOCK, args.span, { form: 'date' })],
    ['fromtimestamp', (args) => runtimeValue('date.fromtimestamp', CLOCK, args.span)],
    ['fromisoformat', (args) => fromIsoFormat('date', args)],
  ]);
}

function strptime(args: CallArguments): PythonValue {
  const text = textArgument(args, 0, 'date_string');
  const format = textArgument(args, 1, 'format');
  const moment = parseMoment(text, format);
  if (moment === undefined)
    return unknown('unsupported-operation', `the format \`${format}\` is not followed`, args.span);
  if (moment === null) {
    throw new PythonRaise('ValueError', `time data '${text}' does not match format '${format}'`, args.span);
  }
  checkMoment(moment, args.span);
  return new TimeValue('datetime', moment, false);
}

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{3}|\d{6}))?)?(Z|\+00:00)?)?$/;

function fromIsoFormat(typeName: 'date' | 'datetime', args: CallArguments): PythonValue {
  const text = textArgument(args, 0, 'date_string');
  const match = ISO.exec(text);
  if (match === null || (typeName === 'date' && match[4] !== undefined)) {
    return unknown('unsupported-operation', `the date \`${text}\` is not followed`, args.span);
  }
  const [, year, month, day, hour = '0', minute = '0', second = '0', micro = '0', zone] = match;
  const moment: Moment = {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    microsecond: Number(micro.padEnd(6, '0')),
  };
  checkMoment(moment, args.span);
  return new TimeValue(typeName, moment, zone !== undefined);
}

function combine(args: CallArguments): PythonValue {
  const [date, time] = args.positional;
  const isPair = date instanceof TimeValue && time instanceof TimeValue && time.typeName === 'time';
  if (!isPair || args.positional.length > 2 || args.keywords.size > 0) {
    return unknown('unsupported-operation', 'this `combine` is not followed', args.span);
  }
  const { year, month, day } = date.moment;
  return new TimeValue('datetime', { ...MIDNIGHT, ...time.moment, year, month, day }, time.isUtc);
}
