/** A half-open piece of a text, in UTF-16 code units from its start (the unit of JavaScript strings and of LSP). */
export interface Span {
  readonly start: number;
  readonly end: number;
}
