import { type KnownValuesReading, readKnownValues } from '../core/config/known-values.ts';
import { type KnownValuesFile, mergeKnownValues } from './load-known-values.ts';

/** What the user says about names that reading cannot tell: the setting `knownValues`, and the project's file. */
export class GivenValues {
  #setting: unknown;
  #last: { readonly key: string; readonly reading: KnownValuesReading } | undefined;

  /** Takes the setting. Answers whether it is another than before. */
  set(setting: unknown): boolean {
    if (JSON.stringify(setting) === JSON.stringify(this.#setting)) return false;
    this.#setting = setting;
    return true;
  }

  /** Both together; the same values as long as they say the same. */
  with({ table, fault }: KnownValuesFile): KnownValuesReading {
    const merged = mergeKnownValues(table, this.#setting);
    const key = JSON.stringify([merged, fault]);
    if (this.#last?.key !== key) {
      const { values, faults } = readKnownValues(merged);
      this.#last = { key, reading: { values, faults: fault === undefined ? faults : [fault, ...faults] } };
    }
    return this.#last.reading;
  }
}
