import { CODE, type HeaderCursor, isLineEnd, isWordCode } from './header-cursor.ts';
import {
  COMPUTED_REASON,
  type HeaderExpression,
  MISSING_VALUE_REASON,
  type SequenceForm,
} from './header-expression.ts';
import { decodeStringBody, type StringPrefix } from './string-literal.ts';

const MAXIMUM_DEPTH = 100;
const PENDING_LAMBDA = /\blambda\b[^:]*$/;

/** Reads an expression with bare commas (`a, b`) up to `=`, `:`, `;`, a line end or a closing bracket. */
export function parseExpressionList(
  cursor: HeaderCursor,
  insideBrackets: boolean,
  depth: number,
): HeaderExpression {
  cursor.skipBlanks(insideBrackets);
  const start = cursor.position;
  const first = parseExpression(cursor, insideBrackets, depth);
  if (cursor.code !== CODE.comma) return first;
  const items = parseItems(cursor, first, insideBrackets, depth);
  return { kind: 'sequence', form: 'tuple', items, span: { start, end: trimmedEnd(cursor, start) } };
}

/** The items of a display whose first is read, with the cursor at the comma behind it. */
function parseItems(
  cursor: HeaderCursor,
  first: HeaderExpression,
  insideBrackets: boolean,
  depth: number,
): readonly HeaderExpression[] {
  const items = [first];
  while (cursor.code === CODE.comma) {
    cursor.position += 1;
    cursor.skipBlanks(insideBrackets);
    if (isExpressionEnd(cursor)) break;
    items.push(parseExpression(cursor, insideBrackets, depth));
  }
  return items;
}

/** Reads one expression without bare commas; the cursor stops at a delimiter. */
function parseExpression(cursor: HeaderCursor, insideBrackets: boolean, depth: number): HeaderExpression {
  const start = cursor.position;
  const operands: HeaderExpression[] = [];
  for (;;) {
    cursor.skipBlanks(insideBrackets);
    if (isExpressionEnd(cursor)) {
      if (operands.length === 0)
        return { kind: 'other', reason: MISSING_VALUE_REASON, span: { start, end: start } };
      return computed(cursor, start, insideBrackets);
    }
    const operand = parseOperand(cursor, insideBrackets, depth);
    cursor.skipBlanks(insideBrackets);
    if (operand === undefined) return computed(cursor, start, insideBrackets);
    operands.push(operand);
    if (isExpressionEnd(cursor) || cursor.code === CODE.comma) {
      if (operands.length === 1) return operand;
      return { kind: 'add', operands, span: { start, end: operand.span.end } };
    }
    const isPlus = cursor.code === CODE.plus && cursor.text.charCodeAt(cursor.position + 1) !== CODE.equals;
    if (!isPlus) {
      if (cursor.code === CODE.plus) return operand;
      return computed(cursor, start, insideBrackets);
    }
    cursor.position += 1;
  }
}

/** Gives up on an expression: moves behind it. */
function computed(cursor: HeaderCursor, start: number, insideBrackets: boolean): HeaderExpression {
  let from = start;
  let isInLambda = false;
  for (;;) {
    cursor.skipExpression(insideBrackets);
    const delimiter = cursor.text[cursor.position] ?? ' ';
    if (!',:='.includes(delimiter)) break;
    // The commas, defaults and colon behind `lambda` do not end the expression.
    isInLambda ||= PENDING_LAMBDA.test(cursor.text.slice(from, cursor.position));
    if (!isInLambda) break;
    cursor.position += 1;
    if (delimiter === ':') {
      from = cursor.position;
      isInLambda = false;
    }
  }
  return { kind: 'other', reason: COMPUTED_REASON, span: { start, end: trimmedEnd(cursor, start) } };
}

function trimmedEnd(cursor: HeaderCursor, start: number): number {
  let end = cursor.position;
  while (end > start && /\s/.test(cursor.text[end - 1] ?? '')) end -= 1;
  return end;
}

function isExpressionEnd(cursor: HeaderCursor): boolean {
  if (cursor.atEnd) return true;
  const code = cursor.code;
  switch (code) {
    case CODE.semicolon:
    case CODE.hash:
    case CODE.closeParenthesis:
    case CODE.closeBracket:
    case CODE.closeBrace:
      return true;
    case CODE.colon:
      return cursor.text.charCodeAt(cursor.position + 1) !== CODE.equals;
    case CODE.equals:
      return cursor.text.charCodeAt(cursor.position + 1) !== CODE.equals;
    default:
      return isLineEnd(code);
  }
}

/** A string, a name, a literal or a bracket; undefined where it is anything else, with the cursor left inside. */
function parseOperand(
  cursor: HeaderCursor,
  insideBrackets: boolean,
  depth: number,
): HeaderExpression | undefined {
  const start = cursor.position;
  const code = cursor.code;
  if (code === CODE.openParenthesis) return parseBracket(cursor, CODE.closeParenthesis, 'tuple', depth);
  if (code === CODE.openBracket) return parseBracket(cursor, CODE.closeBracket, 'list', depth);
  if (code === CODE.openBrace) return parseBracket(cursor, CODE.closeBrace, 'set', depth);
  const string = parseStrings(cursor, insideBrackets);
  if (string !== undefined) return string;
  if (cursor.readNumber())
    return { kind: 'literal', what: 'a number', span: { start, end: cursor.position } };
  if (!isWordCode(code) || (code >= 48 && code <= 57)) return undefined;
  const word = cursor.readWord();
  const span = { start, end: cursor.position };
  switch (word) {
    case 'None':
      return { kind: 'none', span };
    case 'True':
    case 'False':
      return { kind: 'literal', what: 'a boolean', span };
    case 'lambda':
    case 'not':
    case 'await':
    case 'yield':
      return undefined;
    default:
      return { kind: 'name', name: word, span };
  }
}

/** Adjacent string literals as one value. */
function parseStrings(cursor: HeaderCursor, insideBrackets: boolean): HeaderExpression | undefined {
  const start = cursor.position;
  let value = '';
  let isFormat = false;
  let end = start;
  let failure: HeaderExpression | undefined;
  for (;;) {
    const wordStart = cursor.position;
    const part = cursor.readString();
    if (part === undefined) {
      if (cursor.position === wordStart) break;
      return { kind: 'other', reason: 'the string is never closed', span: { start, end: cursor.position } };
    }
    end = cursor.position;
    isFormat ||= part.prefix.format;
    const body = cursor.text.slice(part.bodyStart, part.bodyEnd);
    failure ??= stringFailure(part.prefix, part.hasFields, body, { start: wordStart, end });
    if (failure === undefined) value += decodedText(body, part.prefix) ?? '';
    cursor.skipBlanks(insideBrackets);
  }
  if (end === start) return undefined;
  const span = { start, end };
  if (failure !== undefined) return { ...failure, span };
  return isFormat ? { kind: 'string', value, span, isFormat } : { kind: 'string', value, span };
}

/** What keeps a string literal from being a known str, if anything. */
function stringFailure(
  prefix: StringPrefix,
  hasFields: boolean,
  body: string,
  span: { start: number; end: number },
): HeaderExpression | undefined {
  if (prefix.bytes) return { kind: 'literal', what: 'bytes', span };
  if (hasFields) return { kind: 'other', reason: COMPUTED_REASON, span };
  if (decodedText(body, prefix) !== undefined) return undefined;
  return { kind: 'other', reason: 'an escape in this string cannot be read', span };
}

/** The text of a string literal without replacement fields. */
function decodedText(body: string, prefix: StringPrefix): string | undefined {
  const text = decodeStringBody(body, prefix);
  return prefix.format && text !== undefined ? text.replaceAll('{{', '{').replaceAll('}}', '}') : text;
}

/** From an opening bracket to behind its closing one. */
function parseBracket(
  cursor: HeaderCursor,
  close: number,
  form: SequenceForm,
  depth: number,
): HeaderExpression | undefined {
  if (depth >= MAXIMUM_DEPTH) return undefined;
  const start = cursor.position;
  cursor.position += 1;
  cursor.skipBlanks(true);
  let first: HeaderExpression | undefined;
  let items: readonly HeaderExpression[] | undefined;
  if (cursor.code !== close) {
    first = parseExpression(cursor, true, depth + 1);
    items = cursor.code === CODE.comma ? parseItems(cursor, first, true, depth + 1) : undefined;
  }
  const isDict = cursor.code === CODE.colon || (first === undefined && form === 'set');
  if (cursor.code !== close && !skipToClose(cursor, close)) {
    cursor.abandonBracket(start);
    return { kind: 'other', reason: 'the bracket is never closed', span: { start, end: start + 1 } };
  }
  cursor.position += 1;
  const span = { start, end: cursor.position };
  if (isDict) return form === 'set' ? { kind: 'literal', what: 'a dict', span } : undefined;
  if (first === undefined) return { kind: 'sequence', form, items: [], span };
  if (items !== undefined) return { kind: 'sequence', form, items, span };
  return form === 'tuple' ? first : { kind: 'sequence', form, items: [first], span };
}

/** Moves to the bracket that closes this level; false where the text ends first. */
function skipToClose(cursor: HeaderCursor, close: number): boolean {
  while (!cursor.atEnd && cursor.code !== close) {
    const before = cursor.position;
    if (!cursor.skipExpression(true, false)) return false;
    if (cursor.code === close) return true;
    if (cursor.atEnd || isLineEnd(cursor.code)) return false;
    const code = cursor.code;
    if (code === CODE.closeParenthesis || code === CODE.closeBracket || code === CODE.closeBrace) {
      cursor.onError('this bracket does not match the one before it', cursor.position, cursor.position + 1);
      return true;
    }
    if (cursor.position === before) cursor.position += 1;
    else if (code === CODE.comma || code === CODE.semicolon || code === CODE.colon || code === CODE.equals) {
      cursor.position += 1;
    }
  }
  return !cursor.atEnd;
}
