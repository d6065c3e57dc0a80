import type { Span } from '../../text/span.ts';
import type { PythonUnknown, PythonValue } from '../values.ts';
import { toNumber } from './arguments.ts';
import { ordering } from './comparison.ts';
import { stillUnknown } from './objects.ts';
import { plainValue } from './program-values.ts';
import { callArguments, type Run } from './run.ts';

/** Carries an order that cannot be known out of the comparison function. */
class UnknownOrder extends Error {
  readonly value: PythonUnknown;

  constructor(value: PythonUnknown) {
    super(value.reason.message);
    this.name = 'UnknownOrder';
    this.value = value;
  }
}

/** `sorted(items, key=…, reverse=…)`: stable, also in reverse. */
export function sortValues(
  run: Run,
  items: readonly PythonValue[],
  key: PythonValue | undefined,
  reverse: PythonValue | undefined,
  span: Span,
): PythonValue[] | PythonUnknown {
  if (reverse?.kind === 'unknown') return stillUnknown(reverse, span);
  const isReversed = reverse !== undefined && toNumber(reverse, span) !== 0;
  const keyed = items.map((item) => ({
    item,
    key: plainValue(
      key === undefined || key.kind === 'none' ? item : run.call(key, callArguments([item], span)),
    ),
  }));
  const sign = isReversed ? -1 : 1;
  try {
    keyed.sort((a, b) => sign * compare(run, a.key, b.key, span));
  } catch (error) {
    if (error instanceof UnknownOrder) return error.value;
    throw error;
  }
  return keyed.map(({ item }) => item);
}

function compare(run: Run, a: PythonValue, b: PythonValue, span: Span): number {
  run.meter.step(span);
  const order = ordering(run, a, b, '<', span);
  if (typeof order !== 'number') throw new UnknownOrder(order);
  return order;
}
