import type { Span } from '../../text/span.ts';
import type { CallArguments, PythonUnknown, PythonValue } from '../values.ts';
import { stillUnknown } from './objects.ts';
import type { Run } from './run.ts';
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
  return partOfUnknown(run, whole, `${wholeName}.${name}`, span);
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
