import type { Span } from '../../text/span.ts';
import type { PythonUnknown, PythonValue } from '../values.ts';
import { classMember, foreignBases } from './class-members.ts';
import { assumedTruth, isNamed } from './named-unknowns.ts';
import { stillUnknown, taintOf, unknown } from './objects.ts';
import { isEnumMember } from './program-values.ts';
import { callArguments, type Run } from './run.ts';

/** `bool(value)`, or the unknown that keeps it from being known. */
export function truthOf(run: Run, value: PythonValue, span: Span): boolean | PythonUnknown {
  const tainted = taintOf(value);
  if (tainted !== undefined) return stillUnknown(tainted, span);
  switch (value.kind) {
    case 'none':
      return false;
    case 'bool':
      return value.value;
    case 'int':
      return value.value !== 0n;
    case 'float':
      return value.value !== 0;
    case 'str':
      return value.value !== '';
    case 'bytes':
      return value.value.length > 0;
    case 'list':
    case 'tuple':
    case 'set':
      return value.items.length > 0;
    case 'dict':
      return value.entries.length > 0;
    case 'unknown':
      return decidedTruth(run, value) ?? stillUnknown(value, span);
    case 'native':
      return value.truth?.(span) ?? true;
    case 'instance':
      return instanceTruth(run, value, span);
    default:
      return true;
  }
}

/** What is known of an unknown value besides: what is assumed of it, or what the host concludes from its name. */
function decidedTruth(run: Run, value: PythonUnknown): boolean | undefined {
  const truth = assumedTruth(value);
  const { name } = value.reason;
  if (truth !== undefined || name === undefined || !isNamed(value)) return truth;
  return run.host.impliedTruth?.(name);
}

function instanceTruth(
  run: Run,
  value: PythonValue & { kind: 'instance' },
  span: Span,
): boolean | PythonUnknown {
  if (isEnumMember(value)) return value.mixin === undefined ? true : truthOf(run, value.mixin, span);
  for (const name of ['__bool__', '__len__']) {
    const method = classMember(value.class, name);
    if (method !== undefined) return truthOf(run, run.call(method, callArguments([value], span)), span);
  }
  const foreign = foreignBases(value.class)[0];
  if (foreign?.kind === 'unknown') {
    return unknown(
      'unsupported-operation',
      `whether this ${value.class.name} counts as true is not known`,
      span,
    );
  }
  return true;
}
