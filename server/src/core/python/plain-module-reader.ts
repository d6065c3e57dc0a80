import { CODE } from './header-cursor.ts';
import { PlainExpressionReader } from './plain-expression-reader.ts';
import type { Block, Expression, ImportedName, Statement } from './syntax.ts';

/** Line ends, blanks and halves of characters that the grammar has rules of its own for. */
const UNUSUAL = /[\r\f\0\ud800-\udfff]/;
const STATEMENT = /(?:import|from|def|pass)(?![\w'"])/y;

/**
 * Reads a whole file of the kind that Alembic's templates and autogenerate write: imports, assignments, calls, and functions
 * without parameters made of those. Answers the very statements that the general parser answers, many times faster;
 * undefined where the file holds anything else. A file that it reads is valid Python.
 */
export function readPlainModule(text: string): Block | undefined {
  return UNUSUAL.test(text) ? undefined : new PlainModuleReader(text).module();
}

class PlainModuleReader {
  readonly #text: string;
  readonly #reader: PlainExpressionReader;

  constructor(text: string) {
    this.#text = text;
    this.#reader = new PlainExpressionReader(text);
  }

  module(): Block | undefined {
    const statements = this.#block(0);
    return this.#reader.position === this.#text.length ? statements : undefined;
  }

  /** The statements of this indentation from the start of a line on; undefined where one is not plain. */
  #block(indent: number): Statement[] | undefined {
    const reader = this.#reader;
    const statements: Statement[] = [];
    for (;;) {
      const lineStart = reader.position;
      reader.skipLines();
      const start = reader.position;
      if (start === this.#text.length) return statements;
      const columns = start - Math.max(this.#text.lastIndexOf('\n', start - 1) + 1, 0);
      if (columns < indent) {
        reader.position = lineStart;
        return statements;
      }
      const statement = columns === indent ? this.#statement(indent) : undefined;
      if (statement === undefined) return undefined;
      statements.push(statement);
    }
  }

  /** Past the rest of a line without a statement on it. */
  #endOfLine(): boolean {
    const reader = this.#reader;
    reader.skipSpaces();
    if (reader.code === CODE.hash) reader.skipComment();
    return reader.skip(CODE.lineFeed) || reader.position === this.#text.length;
  }

  #statement(indent: number): Statement | undefined {
    const reader = this.#reader;
    const start = reader.position;
    STATEMENT.lastIndex = start;
    if (!STATEMENT.test(this.#text)) return this.#simple(start);
    const keyword = reader.word();
    if (keyword === 'def') return indent === 0 ? this.#function(start) : undefined;
    if (keyword === 'pass') {
      const end = reader.position;
      return this.#endOfLine() ? { kind: 'pass', start, end } : undefined;
    }
    reader.skipSpaces();
    return keyword === 'import' ? this.#import(start) : this.#importFrom(start);
  }

  /** An expression, or one assigned to a name, with or without an annotation. */
  #simple(start: number): Statement | undefined {
    const reader = this.#reader;
    const value = reader.expression(false);
    if (value === undefined) return undefined;
    const end = reader.position;
    if (this.#endOfLine()) return { kind: 'expression', value, start, end };
    if (value.kind !== 'name' || end !== value.end) return undefined;
    if (reader.skip(CODE.colon) && !this.#annotation()) return undefined;
    return this.#assigned(value);
  }

  #assigned(target: Expression): Statement | undefined {
    const reader = this.#reader;
    reader.skipSpaces();
    if (!reader.skip(CODE.equals)) return undefined;
    reader.skipSpaces();
    const { start } = target;
    const valueStart = reader.position;
    const value = reader.expression(false);
    const end = reader.position;
    if (value === undefined || !this.#endOfLine()) return undefined;
    return { kind: 'assign', targets: [target], value, valueSpan: { start: valueStart, end }, start, end };
  }

  /** Past an annotation; `A | B` is one. */
  #annotation(): boolean {
    const reader = this.#reader;
    do {
      reader.skipSpaces();
      if (reader.expression(false) === undefined) return false;
      reader.skipSpaces();
    } while (reader.skip(CODE.bar));
    return true;
  }

  #function(start: number): Statement | undefined {
    const reader = this.#reader;
    reader.skipSpaces();
    const nameStart = reader.position;
    const name = reader.name();
    const nameSpan = { start: nameStart, end: reader.position };
    if (name === undefined || !this.#emptyParameters()) return undefined;
    const line = reader.position;
    reader.skipLines();
    const indent = reader.position - 1 - this.#text.lastIndexOf('\n', reader.position - 1);
    if (indent === 0 || reader.position === this.#text.length) return undefined;
    reader.position = line;
    const body = this.#block(indent);
    const last = body?.at(-1);
    if (body === undefined || last === undefined) return undefined;
    const end = this.#endWithComment(last.end);
    return {
      kind: 'function',
      parameters: [],
      isAsync: false,
      name,
      nameSpan,
      body,
      decorators: [],
      start,
      end,
    };
  }

  /** Past `() -> type:` and the rest of the line. */
  #emptyParameters(): boolean {
    const reader = this.#reader;
    reader.skipSpaces();
    if (!reader.skip(CODE.openParenthesis)) return false;
    reader.skipSpaces();
    if (!reader.skip(CODE.closeParenthesis)) return false;
    reader.skipSpaces();
    if (this.#text.startsWith('->', reader.position)) {
      reader.position += 2;
      if (!this.#annotation()) return false;
    }
    return reader.skip(CODE.colon) && this.#endOfLine();
  }

  /** A comment behind the last statement of a body, on the same line, is of the body. */
  #endWithComment(statementEnd: number): number {
    const lineEnd = this.#text.indexOf('\n', statementEnd);
    return this.#text.slice(0, lineEnd < 0 ? this.#text.length : lineEnd).trimEnd().length;
  }

  #import(start: number): Statement | undefined {
    const names = this.#importedNames(true);
    const end = this.#reader.position;
    return names && this.#endOfLine() ? { kind: 'import', names, start, end } : undefined;
  }

  #importFrom(start: number): Statement | undefined {
    const reader = this.#reader;
    const module = this.#dottedName();
    reader.skipSpaces();
    if (module === undefined || reader.word() !== 'import') return undefined;
    reader.skipSpaces();
    const names = this.#importedNames(false);
    const end = reader.position;
    if (names === undefined || !this.#endOfLine()) return undefined;
    return { kind: 'import-from', module, level: 0, names, start, end };
  }

  /** `a.b.c` without blanks. */
  #dottedName(): string | undefined {
    const reader = this.#reader;
    const start = reader.position;
    do {
      if (reader.name() === undefined) return undefined;
    } while (reader.skip(CODE.dot));
    return this.#text.slice(start, reader.position);
  }

  #importedNames(isDotted: boolean): ImportedName[] | undefined {
    const reader = this.#reader;
    const names: ImportedName[] = [];
    for (;;) {
      const start = reader.position;
      const name = isDotted ? this.#dottedName() : reader.name();
      if (name === undefined) return undefined;
      const nameSpan = { start, end: reader.position };
      const alias = this.#alias();
      if (alias === false) return undefined;
      names.push({ name, alias, nameSpan, start, end: reader.position });
      const end = reader.position;
      reader.skipSpaces();
      if (!reader.skip(CODE.comma)) {
        reader.position = end;
        return names;
      }
      reader.skipSpaces();
    }
  }

  /** The name behind `as`; undefined where there is no `as`, false where no name follows it. */
  #alias(): string | undefined | false {
    const reader = this.#reader;
    const { position } = reader;
    reader.skipSpaces();
    if (reader.word() !== 'as') {
      reader.position = position;
      return undefined;
    }
    reader.skipSpaces();
    return reader.name() ?? false;
  }
}
