import type { Span } from '../../text/span.ts';
import { type CallArguments, PythonRaise, type PythonUnknown, type PythonValue } from '../values.ts';
import { classMember } from './class-members.ts';
import { asNamed, assumedTruth, classOfUnknown, isNamed } from './named-unknowns.ts';
import { stillUnknown } from './objects.ts';
import { Descriptor } from './program-values.ts';
import { callArguments, type Run } from './run.ts';
import { unknownResult } from './unknown-calls.ts';

/** A part of something unknown under its own name: what the user says about it, or unknown for the same reason. */
function partOfUnknown(run: Run, whole: PythonUnknown, name: string, span: Span): PythonValue {
  const given = run.knownValue(name);
  if (given !== undefined) return given;
  const { kind, message, name: wholeName } = whole.reason;
  return {
    ...whole,
    reason: { kind, message: message.replace(`\`${wholeName}\``, `\`${name}\``), name },
    span,
  };
}

/** `unknown.name`. */
export function attributeOfUnknown(run: Run, whole: PythonUnknown, name: string, span: Span): PythonValue {
  const { name: wholeName } = whole.reason;
  if (wholeName === undefined) return stillUnknown(whole, span);
  const part = partOfUnknown(run, whole, `${wholeName}.${name}`, span);
  if (part.kind !== 'unknown' || !isNamed(whole) || assumedTruth(part) !== undefined) return part;
  return propertyOf(run, whole, name, span) ?? asNamed(part);
}

/** What a property of an object answers whose fields are unknown; undefined where it depends on them. */
function propertyOf(run: Run, whole: PythonUnknown, name: string, span: Span): PythonValue | undefined {
  const type = classOfUnknown(whole);
  const member = type === undefined ? undefined : classMember(type, name);
  if (!(member instanceof Descriptor) || member.typeName !== 'property') return undefined;
  let value: PythonValue | undefined;
  run.runModuleBody(() => {
    try {
      value = run.call(member.function, callArguments([whole], span));
    } catch (error) {
      if (!(error instanceof PythonRaise)) throw error;
    }
  });
  return value?.kind === 'unknown' ? undefined : value;
}

/** `unknown["key"]`; any other key gives no part that could be named. */
export function itemOfUnknown(run: Run, whole: PythonUnknown, key: PythonValue, span: Span): PythonValue {
  const { name } = whole.reason;
  if (name === undefined || key.kind !== 'str' || /['\\]/.test(key.value)) return stillUnknown(whole, span);
  return partOfUnknown(run, whole, `${name}['${key.value}']`, span);
}

/** What a call of something unknown gives; `mapping.get("key")` and `os.getenv("KEY")` give an item. */
export function resultOfUnknown(run: Run, callee: PythonUnknown, args: CallArguments): PythonValue {
  const { name } = callee.reason;
  const [key] = args.positional;
  const mapping = name === 'os.getenv' ? 'os.environ' : /^(.+)\.get$/.exec(name ?? '')?.[1];
  if (mapping !== undefined && key?.kind === 'str') {
    const { kind, message } = callee.reason;
    const renamed = message.replace(`\`${name}\``, `\`${mapping}\``);
    const whole = { ...callee, reason: { kind, message: renamed, name: mapping } };
    return itemOfUnknown(run, whole, key, args.span);
  }
  const result = unknownResult(callee, args);
  const named = result.kind === 'unknown' ? result.reason.name : undefined;
  return (named === undefined ? undefined : run.knownValue(named)) ?? result;
}
