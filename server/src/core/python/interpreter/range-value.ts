import type { Span } from '../../text/span.ts';
import { type BinaryOperator, type PythonNative, PythonRaise, type PythonValue } from '../values.ts';
import { toNumber } from './arguments.ts';
import { bool, stillUnknown } from './objects.ts';
import { isSlice, sliceIndices } from './subscript.ts';

/** `range(…)`: its items are worked out at once, and it can be gone through again and again. */
export class RangeValue implements PythonNative {
  readonly kind = 'native';
  readonly typeName = 'range';
  readonly #items: readonly PythonValue[];

  readonly #text: string | undefined;

  /** `text` is what `repr` shows. */
  constructor(numbers: readonly PythonValue[], text?: string) {
    this.#items = numbers;
    this.#text = text;
  }

  toText(): string | undefined {
    return this.#text;
  }

  iterate(): readonly PythonValue[] {
    return this.#items;
  }

  binary(operator: BinaryOperator, other: PythonValue): PythonValue | undefined {
    if (!(other instanceof RangeValue) || (operator !== '==' && operator !== '!=')) return undefined;
    const numbers = (range: RangeValue) =>
      range.#items.map((item) => (item.kind === 'int' ? item.value : 0n)).join();
    return bool((numbers(this) === numbers(other)) === (operator === '=='));
  }

  truth(): boolean {
    return this.#items.length > 0;
  }

  getItem(key: PythonValue, span: Span): PythonValue {
    if (isSlice(key)) {
      const indices = sliceIndices(key, this.#items.length, span);
      return Array.isArray(indices)
        ? new RangeValue(indices.map((index) => this.#items[index] as PythonValue))
        : indices;
    }
    if (key.kind === 'unknown') return stillUnknown(key, span);
    const index = toNumber(key, span);
    const item = this.#items[index < 0 ? index + this.#items.length : index];
    if (item === undefined) throw new PythonRaise('IndexError', 'range object index out of range', span);
    return item;
  }
}
