import type { DocstringField } from '../python/revision-docstring.ts';

/** The ids of a `Revises:` line; none for an empty one and for the words that stand for a base. */
export function revisedIds(field: DocstringField): readonly string[] {
  return field.value
    .split(/[\s,]+/)
    .map((word) => word.replace(/^[('"[]+|[)'"\]]+$/g, ''))
    .filter((word) => word !== '' && word !== 'None' && word !== '<base>' && word !== 'base');
}

const CREATE_DATE =
  /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,6}))?)?\s*(Z|[+-]\d\d:?\d\d)?/;

export interface CreateDate {
  /** Milliseconds since 1970, of the clock that wrote the date where `hasOffset` is false. */
  readonly time: number;
  readonly hasOffset: boolean;
}

/** A `Create Date:` as Python's `str(datetime)` writes it, or undefined. */
export function parseCreateDate(text: string): CreateDate | undefined {
  const match = CREATE_DATE.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0));
  const fraction = Number(`0.${match[7] ?? '0'}`) * 1000;
  const local =
    Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1, hour ?? 0, minute ?? 0, second ?? 0) + fraction;
  const offset = match[8];
  if (offset === undefined) return { time: local, hasOffset: false };
  return { time: local - offsetMinutes(offset) * 60_000, hasOffset: true };
}

function offsetMinutes(offset: string): number {
  if (offset === 'Z') return 0;
  const digits = offset.replace(':', '');
  const minutes = Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3, 5));
  return digits.startsWith('-') ? -minutes : minutes;
}
