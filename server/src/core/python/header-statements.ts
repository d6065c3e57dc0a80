import type { Span } from '../text/span.ts';
import { CODE, type HeaderCursor, isLineEnd, isWordCode } from './header-cursor.ts';
import {
  type BoundName,
  COMPUTED_REASON,
  type HeaderExpression,
  MISSING_VALUE_REASON,
} from './header-expression.ts';
import { parseExpressionList } from './header-expression-parser.ts';
import type { Certainty, ModuleNames } from './module-names.ts';
import { readPlainAssignment, readPlainDocstring, skipPlainImport } from './plain-statements.ts';

const IGNORED_STATEMENTS = new Set([
  'return',
  'raise',
  'pass',
  'assert',
  'global',
  'nonlocal',
  'break',
  'continue',
  'await',
  'yield',
]);

/** Reads simple statements at the cursor and tells `names` what they bind. */
export class HeaderStatements {
  readonly #cursor: HeaderCursor;
  readonly #names: ModuleNames;
  /** No statement came before: a string here is the module's docstring. */
  isFirst = true;

  constructor(cursor: HeaderCursor, names: ModuleNames) {
    this.#cursor = cursor;
    this.#names = names;
  }

  /** The statements of one line, separated by `;`. */
  readLine(certainty: Certainty): void {
    const cursor = this.#cursor;
    for (;;) {
      cursor.skipBlanks(false);
      if (!cursor.atStatementEnd) {
        const isPlain = this.#readPlainStatement(certainty);
        if (!isPlain) this.#readSimpleStatement(certainty);
        this.isFirst = false;
        // A plain statement ends its line.
        if (isPlain) return;
      }
      cursor.skipStatement();
      if (cursor.code !== CODE.semicolon) return;
      cursor.position += 1;
    }
  }

  #readPlainStatement(certainty: Certainty): boolean {
    const cursor = this.#cursor;
    const docstring = this.isFirst ? readPlainDocstring(cursor) : undefined;
    if (docstring !== undefined) {
      this.#names.docstring = docstring;
      return true;
    }
    if (this.#names.isEmpty && skipPlainImport(cursor)) return true;
    const assignment = readPlainAssignment(cursor);
    if (assignment === undefined) return false;
    const { target, value } = assignment;
    this.#names.assign([target], value, value.span, certainty);
    return true;
  }

  #readSimpleStatement(certainty: Certainty): void {
    const cursor = this.#cursor;
    const start = cursor.position;
    const word = isWordCode(cursor.code) ? cursor.readWord() : '';
    if (word === 'import') this.#readImportedNames(undefined, start, certainty);
    else if (word === 'from') this.#readImportFrom(start, certainty);
    else if (word === 'del') this.#readDelete(certainty);
    else if (!IGNORED_STATEMENTS.has(word)) {
      cursor.position = start;
      this.#readExpressionStatement(certainty);
    }
  }

  #readImportFrom(start: number, certainty: Certainty): void {
    const cursor = this.#cursor;
    cursor.skipBlanks(false);
    const moduleStart = cursor.position;
    while (!cursor.atStatementEnd) {
      const wordStart = cursor.position;
      const word = cursor.readWord();
      if (word === 'import') {
        const module = cursor.text.slice(moduleStart, wordStart).replace(/\s/g, '');
        this.#readImportedNames(module, start, certainty);
        return;
      }
      if (word === '') cursor.position += 1;
    }
  }

  /** The names behind `import`; `module` is what stands behind `from`, if there is one. */
  #readImportedNames(module: string | undefined, start: number, certainty: Certainty): void {
    const cursor = this.#cursor;
    cursor.skipBlanks(false);
    const opened = cursor.position;
    const insideBrackets = cursor.code === CODE.openParenthesis;
    if (insideBrackets) cursor.position += 1;
    let name = '';
    let span: Span = { start, end: start };
    const bind = () => {
      if (name !== '') {
        const bound: BoundName = { kind: 'bound', by: 'import', name, span };
        this.#names.bind(module === undefined ? bound : { ...bound, module }, certainty);
      }
      name = '';
    };
    for (;;) {
      cursor.skipBlanks(insideBrackets);
      const wordStart = cursor.position;
      const word = cursor.readWord();
      if (word === '') {
        if (cursor.text[wordStart] === '*') this.#names.importAll({ start, end: wordStart + 1 }, certainty);
        if (cursor.code === CODE.comma) bind();
        else if (cursor.code === CODE.closeParenthesis || isLineEnd(cursor.code) || cursor.atStatementEnd)
          break;
        cursor.position += 1;
      } else if (word === 'as') name = '';
      else if (name === '') {
        name = word;
        span = { start: wordStart, end: cursor.position };
      }
    }
    bind();
    if (!insideBrackets) return;
    if (cursor.text[cursor.position] === ')') cursor.position += 1;
    else cursor.abandonBracket(opened);
  }

  #readDelete(certainty: Certainty): void {
    const target = parseExpressionList(this.#cursor, false, 0);
    for (const item of target.kind === 'sequence' ? target.items : [target]) {
      if (item.kind === 'name') this.#names.remove(item.name, item.span, certainty);
    }
  }

  #readExpressionStatement(certainty: Certainty): void {
    const cursor = this.#cursor;
    const start = cursor.position;
    const first = parseExpressionList(cursor, false, 0);
    if (cursor.text[cursor.position] === ':') {
      cursor.position += 1;
      cursor.skipExpression(false, false);
    }
    const delimiter = cursor.text[cursor.position];
    if (delimiter === '+') this.#readAugmented(first, certainty);
    else if (delimiter !== '=') this.#readDocstring(first);
    else if (isOperatorBefore(cursor.text, cursor.position)) this.#forget(start, certainty);
    else this.#readAssignment(first, certainty);
  }

  #readDocstring(expression: HeaderExpression): void {
    if (this.isFirst && expression.kind === 'string' && expression.isFormat !== true) {
      this.#names.docstring = { text: expression.value, span: expression.span };
    }
  }

  /** The cursor is at the first `=`. */
  #readAssignment(first: HeaderExpression, certainty: Certainty): void {
    const cursor = this.#cursor;
    const targets: HeaderExpression[] = [];
    let expression = first;
    let valueStart = cursor.position;
    while (cursor.code === CODE.equals) {
      targets.push(expression);
      cursor.position += 1;
      cursor.skipBlanks(false);
      valueStart = cursor.position;
      expression = parseExpressionList(cursor, false, 0);
    }
    this.#names.assign(targets, expression, this.#valueSpan(valueStart, expression), certainty);
  }

  /** An augmented assignment that is not worked out: the name at `start` has no known value any more. */
  #forget(start: number, certainty: Certainty): void {
    const cursor = this.#cursor;
    cursor.position = start;
    const name = cursor.readWord();
    const span = { start, end: cursor.position };
    const value: HeaderExpression = { kind: 'other', reason: COMPUTED_REASON, span };
    this.#names.assign([{ kind: 'name', name, span }], value, span, certainty);
  }

  #readAugmented(target: HeaderExpression, certainty: Certainty): void {
    const cursor = this.#cursor;
    cursor.position += 2;
    cursor.skipBlanks(false);
    const valueStart = cursor.position;
    const value = parseExpressionList(cursor, false, 0);
    const span = this.#valueSpan(valueStart, value);
    this.#names.assign([target], { kind: 'add', operands: [target, value], span }, span, certainty);
  }

  /** From the first to the last character of a right-hand side that the cursor is behind. */
  #valueSpan(start: number, value: HeaderExpression): Span {
    if (value.kind === 'other' && value.reason === MISSING_VALUE_REASON) {
      this.#names.reportSyntaxError('a value is expected here', { start, end: start });
    }
    const { text } = this.#cursor;
    let end = this.#cursor.position;
    while (end > start && /\s/.test(text[end - 1] ?? '')) end -= 1;
    return { start, end };
  }
}

/** `-=`, `|=` and the like, given the place of the `=`. */
function isOperatorBefore(text: string, equalsAt: number): boolean {
  return '-*/%&|^@<>'.includes(text[equalsAt - 1] ?? ' ');
}
