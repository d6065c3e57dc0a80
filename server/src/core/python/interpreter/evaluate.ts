import type { Span } from '../../text/span.ts';
import type { Expression, FormatField, FormatPart, FormatText } from '../syntax.ts';
import {
  PythonRaise,
  type PythonStr,
  type PythonUnknown,
  type PythonValue,
  type TextPiece,
} from '../values.ts';
import { comparison } from './comparison.ts';
import { comprehension } from './comprehension.ts';
import { dictDisplay, display } from './displays.ts';
import { evaluateCall } from './evaluate-call.ts';
import { formatValue } from './format-spec.ts';
import { makeFunction } from './functions.ts';
import { itemsOf } from './iterate.ts';
import { metAgain } from './named-unknowns.ts';
import { appendAll, bool, int, NONE, stillUnknown, str, unknown } from './objects.ts';
import { binaryOperation, unaryOperation } from './operators.ts';
import type { Run } from './run.ts';
import type { Scope } from './scope.ts';
import { makeSlice } from './subscript.ts';
import { reprOf, textOf } from './text.ts';
import { truthOf } from './truth.ts';
import { reportSkipped } from './undecided.ts';

/** The value of an expression. Throws PythonRaise where Python would raise. */
export function evaluateExpression(run: Run, expression: Expression, scope: Scope): PythonValue {
  switch (expression.kind) {
    case 'none':
    case 'ellipsis':
      return NONE;
    case 'boolean':
      return bool(expression.value);
    case 'integer':
      return int(expression.value);
    case 'float':
      return { kind: 'float', value: expression.value };
    case 'string':
      return str(expression.value, run.place(expression, scope));
    case 'bytes':
      return { kind: 'bytes', value: Uint8Array.from(expression.value, (letter) => letter.charCodeAt(0)) };
    case 'format-string':
      return formatString(run, expression.parts, expression, scope);
    case 'name':
      return nameValue(run, expression.name, run.place(expression, scope), scope);
    case 'attribute':
      return run.getAttribute(
        run.evaluate(expression.value, scope),
        expression.name,
        run.place(expression, scope),
      );
    case 'subscript':
      return run.getItem(
        run.evaluate(expression.value, scope),
        run.evaluate(expression.index, scope),
        run.place(expression, scope),
      );
    case 'call':
      return evaluateCall(run, expression, scope);
    default:
      return evaluateOperation(run, expression, scope);
  }
}

function evaluateOperation(run: Run, expression: Expression, scope: Scope): PythonValue {
  const span = run.place(expression, scope);
  switch (expression.kind) {
    case 'slice':
      return makeSlice(
        optional(run, expression.lower, scope),
        optional(run, expression.upper, scope),
        optional(run, expression.step, scope),
      ) as PythonValue;
    case 'tuple':
    case 'list':
    case 'set':
      return display(run, expression.kind, expression.elements, span, scope);
    case 'dict':
      return dictDisplay(run, expression, span, scope);
    case 'binary':
      return binaryChain(run, expression, scope);
    case 'unary':
      return unaryOperation(expression.operator, run.evaluate(expression.operand, scope), span);
    case 'not': {
      const truth = truthOf(run, run.evaluate(expression.operand, scope), span);
      return typeof truth === 'boolean' ? bool(!truth) : truth;
    }
    case 'and':
    case 'or':
      return logical(run, expression.kind, expression.operands, scope);
    case 'compare':
      return comparisonChain(run, expression, scope);
    case 'conditional': {
      const truth = truthOf(run, run.evaluate(expression.test, scope), span);
      if (typeof truth === 'boolean') return run.evaluate(truth ? expression.body : expression.orElse, scope);
      reportSkipped(run, [expression.body, expression.orElse], expression, scope, truth);
      return truth;
    }
    case 'lambda':
      return makeFunction(run, 'lambda', expression.parameters, expression.body, scope, false);
    case 'comprehension':
      return comprehension(run, expression, span, scope);
    case 'named': {
      const value = run.evaluate(expression.value, scope);
      scope.assign(expression.target.name, value);
      return value;
    }
    case 'await':
      run.evaluate(expression.value, scope);
      return unknown('unsupported-syntax', '`await` is not followed', span);
    case 'yield':
      return evaluateYield(run, expression, scope);
    case 'starred':
      return unknown('unsupported-syntax', 'this expression is not followed', span);
    case 'invalid':
      return unknown('unsupported-syntax', expression.message, span);
    default:
      return NONE;
  }
}

function evaluateYield(run: Run, expression: Expression & { kind: 'yield' }, scope: Scope): PythonValue {
  const value = optional(run, expression.value, scope) ?? NONE;
  const { yielded } = scope;
  const span = run.place(expression, scope);
  if (yielded === undefined) return unknown('unsupported-syntax', '`yield` is not followed here', span);
  if (!expression.isFrom) yielded.push(value);
  else {
    const items = itemsOf(run, value, span);
    if (!Array.isArray(items)) {
      scope.yieldedUnknown = items as PythonUnknown;
      return items as PythonUnknown;
    }
    appendAll(yielded, items as PythonValue[]);
  }
  return NONE;
}

function optional(run: Run, expression: Expression | undefined, scope: Scope): PythonValue | undefined {
  return expression === undefined ? undefined : run.evaluate(expression, scope);
}

function nameValue(run: Run, name: string, span: Span, scope: Scope): PythonValue {
  const value = scope.lookup(name) ?? run.builtins.get(name);
  if (value === 'unbound') {
    const message = `cannot access local variable '${name}' where it is not associated with a value`;
    throw new PythonRaise('UnboundLocalError', message, span);
  }
  if (value === 'free') {
    const message = `cannot access free variable '${name}' where it is not associated with a value in enclosing scope`;
    throw new PythonRaise('NameError', message, span);
  }
  if (value !== undefined) return value.kind === 'unknown' ? metAgain(value, span) : value;
  const open = scope.module.get(STAR_IMPORT);
  if (open?.kind === 'unknown') {
    return unknown('application-code', `\`${name}\` is not known: ${open.reason.message}`, span, name);
  }
  throw new PythonRaise('NameError', `name '${name}' is not defined`, span);
}

/** Bound in a module where any name may exist, to an unknown that says why: `from unread import *`. */
export const STAR_IMPORT = '*';

/** Follows the left side in a loop: texts are often joined from hundreds of pieces. */
function binaryChain(run: Run, expression: Expression & { kind: 'binary' }, scope: Scope): PythonValue {
  const spine: (Expression & { kind: 'binary' })[] = [];
  let leftmost: Expression = expression;
  while (leftmost.kind === 'binary') {
    spine.push(leftmost);
    leftmost = leftmost.left;
  }
  let value = run.evaluate(leftmost, scope);
  for (const level of spine.reverse()) {
    const right = run.evaluate(level.right, scope);
    value = binaryOperation(run, level.operator, value, right, run.place(level, scope));
    // The values in between are met as well, though nobody evaluates them by themselves.
    if (level !== expression && value.kind === 'unknown') run.unknownsMet += 1;
  }
  return value;
}

function logical(run: Run, kind: 'and' | 'or', operands: readonly Expression[], scope: Scope): PythonValue {
  let value: PythonValue = NONE;
  for (const [index, operand] of operands.entries()) {
    value = run.evaluate(operand, scope);
    if (index === operands.length - 1) return value;
    const truth = truthOf(run, value, run.place(operand, scope));
    if (typeof truth !== 'boolean') return undecidedLogical(run, operands, index, truth, scope);
    if (truth === (kind === 'or')) return value;
  }
  return value;
}

/** Whether the rest is worked out depends on something unknown. */
function undecidedLogical(
  run: Run,
  operands: readonly Expression[],
  index: number,
  truth: PythonUnknown,
  scope: Scope,
): PythonValue {
  const rest = operands.slice(index + 1);
  const first = rest[0] as Expression;
  reportSkipped(run, rest, { start: first.start, end: (rest.at(-1) as Expression).end }, scope, truth);
  return truth;
}

function comparisonChain(run: Run, expression: Expression & { kind: 'compare' }, scope: Scope): PythonValue {
  const span = run.place(expression, scope);
  let left = run.evaluate(expression.left, scope);
  let result: PythonValue = bool(true);
  for (const [index, { operator, right: rightExpression }] of expression.comparisons.entries()) {
    const right = run.evaluate(rightExpression, scope);
    result = comparison(run, operator, left, right, span);
    if (index < expression.comparisons.length - 1) {
      const truth = truthOf(run, result, span);
      if (typeof truth !== 'boolean') return truth;
      if (!truth) return result;
    }
    left = right;
  }
  return result;
}

function formatString(run: Run, parts: readonly FormatPart[], node: Span, scope: Scope): PythonValue {
  const span = run.place(node, scope);
  const pieces: TextPiece[] = [];
  let text = '';
  let failure: PythonUnknown | undefined;
  for (const part of parts) {
    const piece = part.kind === 'text' ? literalPiece(run, part, scope) : formatField(run, part, scope);
    if (piece.kind === 'str') {
      text += piece.value;
      pieces.push({ length: piece.value.length, of: piece });
    } else failure ??= stillUnknown(piece, run.place(part, scope));
  }
  if (failure !== undefined) return failure;
  run.meter.text(text.length, span);
  return { kind: 'str', value: text, span, origin: { kind: 'joined', pieces } };
}

function literalPiece(run: Run, { value, form, start, end }: FormatText, scope: Scope): PythonStr {
  const span = run.place({ start, end }, scope);
  if (form === 'literal') return { kind: 'str', value, span };
  return {
    kind: 'str',
    value,
    span,
    origin: { kind: 'literal-piece', raw: form === 'raw-piece', format: true },
  };
}

function formatField(run: Run, field: FormatField, scope: Scope): PythonStr | PythonUnknown {
  const span = run.place(field, scope);
  const value = run.evaluate(field.expression, scope);
  let specification = '';
  for (const part of field.specification) {
    const piece = part.kind === 'text' ? part : formatField(run, part, scope);
    if (piece.kind === 'unknown') return piece;
    specification += piece.value;
  }
  if (field.conversion === undefined) {
    if (value.kind === 'str' && specification === '') return value;
    const text = formatValue(run, value, specification, span);
    return typeof text === 'string' ? str(text) : text;
  }
  const text = field.conversion === 's' ? textOf(run, value, span) : reprOf(run, value, span);
  const formatted = typeof text === 'string' ? formatValue(run, str(text), specification, span) : text;
  return typeof formatted === 'string' ? str(formatted) : formatted;
}
