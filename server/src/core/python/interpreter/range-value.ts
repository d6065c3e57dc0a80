import type { Span } from '../../text/span.ts';
import { type PythonNative, PythonRaise, type PythonValue } from '../values.ts';
import { unknown } from './objects.ts';

/** `range(…)`: its items are worked out at once, and it can be gone through again and again. */
export class RangeValue implements PythonNative {
  readonly kind = 'native';
  readonly typeName = 'range';
  readonly #items: readonly PythonValue[];

  constructor(numbers: readonly PythonValue[]) {
    this.#items = numbers;
  }

  iterate(): readonly PythonValue[] {
    return this.#items;
  }

  truth(): boolean {
    return this.#items.length > 0;
  }

  getItem(key: PythonValue, span: Span): PythonValue {
    if (key.kind !== 'int')
      return unknown('unsupported-operation', 'a slice of a range is not followed', span);
    const index = Number(key.value);
    const item = this.#items[index < 0 ? index + this.#items.length : index];
    if (item === undefined) throw new PythonRaise('IndexError', 'range object index out of range', span);
    return item;
  }
}
