import type { Span } from '../text/span.ts';
import type { HeaderItem, HeaderValue } from './revision-header.ts';

/** The expressions that a header reader tells apart; everything else is `other` with the reason it is not computed. */
export type HeaderExpression =
  | { readonly kind: 'none'; readonly span: Span }
  /** `isFormat`: an f-string is part of it, so that it is no docstring. */
  | { readonly kind: 'string'; readonly value: string; readonly span: Span; readonly isFormat?: true }
  | {
      readonly kind: 'sequence';
      readonly form: SequenceForm;
      readonly items: readonly HeaderExpression[];
      readonly span: Span;
    }
  | { readonly kind: 'name'; readonly name: string; readonly span: Span }
  /** `a + b + c`, flat so that a long chain needs no recursion. */
  | { readonly kind: 'add'; readonly operands: readonly HeaderExpression[]; readonly span: Span }
  /** A literal of a type that no header variable takes: `a number`, `a dict`. */
  | { readonly kind: 'literal'; readonly what: string; readonly span: Span }
  | { readonly kind: 'other'; readonly reason: string; readonly span: Span };

export type SequenceForm = 'tuple' | 'list' | 'set';

/** A name that something else than an assignment bound; `module` is where an imported name comes from. */
export interface BoundName {
  readonly kind: 'bound';
  readonly by: 'function' | 'class' | 'import' | 'loop';
  readonly name: string;
  readonly module?: string;
  readonly span: Span;
}

/** A value of which names and `+` have been worked out. */
export type HeaderConstant =
  | Exclude<HeaderExpression, { kind: 'name' | 'add' | 'sequence' }>
  | {
      readonly kind: 'sequence';
      readonly form: SequenceForm;
      readonly items: readonly HeaderConstant[];
      readonly span: Span;
    }
  | BoundName;

export const COMPUTED_REASON = 'the value is computed, so it is known only when Python runs this file';
export const MISSING_VALUE_REASON = 'the value is missing';

/** The module-level names that have a value, with it. */
type KnownNames = ReadonlyMap<string, { readonly constant: HeaderConstant }>;

/** Works out an expression over the module-level names known so far. */
export function evaluateHeaderExpression(expression: HeaderExpression, names: KnownNames): HeaderConstant {
  switch (expression.kind) {
    case 'name':
      return evaluateName(expression.name, expression.span, names);
    case 'add':
      return expression.operands
        .map((operand) => evaluateHeaderExpression(operand, names))
        .reduce((left, right) => add(left, right, expression.span));
    case 'sequence':
      return { ...expression, items: expression.items.map((item) => evaluateHeaderExpression(item, names)) };
    default:
      return expression;
  }
}

function evaluateName(name: string, span: Span, names: KnownNames): HeaderConstant {
  const known = names.get(name)?.constant;
  if (known === undefined) {
    return { kind: 'other', reason: `\`${name}\` is not a constant of this file`, span };
  }
  return relocate(known, span);
}

/** The same value as if it stood at `span`: what a name of the same file is replaced by. */
function relocate(constant: HeaderConstant, span: Span): HeaderConstant {
  if (constant.kind !== 'sequence') return { ...constant, span };
  return { ...constant, items: constant.items.map((item) => relocate(item, span)), span };
}

function add(left: HeaderConstant, right: HeaderConstant, span: Span): HeaderConstant {
  if (left.kind === 'other' || left.kind === 'bound') return { ...left, span };
  if (right.kind === 'other' || right.kind === 'bound') return { ...right, span };
  if (left.kind === 'string' && right.kind === 'string') {
    return { kind: 'string', value: left.value + right.value, span };
  }
  if (
    left.kind === 'sequence' &&
    right.kind === 'sequence' &&
    left.form === right.form &&
    left.form !== 'set'
  ) {
    return { kind: 'sequence', form: left.form, items: [...left.items, ...right.items], span };
  }
  return { kind: 'other', reason: COMPUTED_REASON, span };
}

/**
 * What Alembic makes of a value: a string is a sequence of one, an empty sequence and `(None,)` are None.
 * Source: `alembic.util.to_tuple` and `alembic.script.revision.tuple_rev_as_scalar`.
 */
export function toHeaderValue(variable: string, constant: HeaderConstant): HeaderValue {
  switch (constant.kind) {
    case 'none':
      return variable === 'revision' ? refused(variable, 'None') : { kind: 'none' };
    case 'string':
      return { kind: 'items', items: [{ value: constant.value, span: constant.span }], form: 'string' };
    case 'sequence':
      return sequenceValue(variable, constant);
    case 'literal':
      return refused(variable, constant.what);
    case 'other':
    case 'bound':
      return { kind: 'unknown', reason: unknownReason(constant) };
  }
}

function unknownReason(constant: HeaderConstant & { kind: 'other' | 'bound' }): string {
  if (constant.kind === 'other') return constant.reason;
  const { name, by, module } = constant;
  if (by === 'loop') return COMPUTED_REASON;
  if (by !== 'import') return `\`${name}\` is a ${by}`;
  return module === undefined
    ? `\`${name}\` is an imported module`
    : `\`${name}\` is imported from \`${module}\`, which is not read`;
}

function sequenceValue(variable: string, sequence: HeaderConstant & { kind: 'sequence' }): HeaderValue {
  if (variable === 'revision') return refused(variable, `a ${sequence.form}`);
  const [first] = sequence.items;
  if (first === undefined || (sequence.items.length === 1 && first.kind === 'none')) return { kind: 'none' };
  const items: HeaderItem[] = [];
  for (const item of sequence.items) {
    if (item.kind === 'other' || item.kind === 'bound')
      return { kind: 'unknown', reason: unknownReason(item) };
    if (item.kind !== 'string') {
      return { kind: 'unknown', reason: `every item of \`${variable}\` must be a string`, wrongType: true };
    }
    items.push({ value: item.value, span: item.span });
  }
  return { kind: 'items', items, form: sequence.form };
}

function refused(variable: string, what: string): HeaderValue {
  const expected = variable === 'revision' ? 'a string' : 'a string, a tuple of strings or None';
  return { kind: 'unknown', reason: `\`${variable}\` must be ${expected}; this is ${what}`, wrongType: true };
}
