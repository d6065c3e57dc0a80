import { CODE, HeaderCursor, isWordCode } from './header-cursor.ts';
import { HeaderStatements } from './header-statements.ts';
import { BLOCK_CERTAINTY, combineCertainty, constantCondition, IfArms } from './module-blocks.ts';
import { type Certainty, ModuleNames } from './module-names.ts';
import { skipPlainBody } from './plain-body.ts';
import type { RevisionHeader } from './revision-header.ts';
import { readTemplateHeader } from './template-header.ts';

/**
 * Reads the header of a revision file without parsing the file: a tokenizer finds the statements of the module level and
 * skips the bodies of functions and classes. Never fails; `text` is decoded, a byte order mark is allowed.
 */
export function scanRevisionHeader(text: string): RevisionHeader {
  return readTemplateHeader(text) ?? scanAnyHeader(text);
}

/** The same for a file that is written in any way. */
export function scanAnyHeader(text: string): RevisionHeader {
  return new HeaderScanner(text).scan();
}

interface Block {
  /** Columns before the statement that opened the block; its body has more. */
  readonly indent: number;
  readonly keyword: string;
  readonly certainty: Certainty;
  /** The body of a function or class: its names are not the module's. */
  readonly isLocal: boolean;
  readonly arms: IfArms | undefined;
}

const TAB_WIDTH = 8;
class HeaderScanner {
  readonly #names = new ModuleNames();
  readonly #cursor: HeaderCursor;
  readonly #statements: HeaderStatements;
  #blocks: Block[] = [];
  /** The block that the current line closed last: what an `else` belongs to. */
  #closed: Block | undefined;

  constructor(text: string) {
    this.#cursor = new HeaderCursor(text, (message, start, end) =>
      this.#names.reportSyntaxError(message, { start, end }),
    );
    this.#statements = new HeaderStatements(this.#cursor, this.#names);
    if (text.charCodeAt(0) === 0xfeff) this.#cursor.position = 1;
  }

  scan(): RevisionHeader {
    const cursor = this.#cursor;
    while (!cursor.atEnd) {
      const body = this.#blocks.at(-1);
      if (body?.isLocal === true && !cursor.isBroken) {
        cursor.position = skipPlainBody(cursor.text, cursor.position, body.indent);
        if (cursor.atEnd) break;
      }
      const indent = this.#readIndent();
      if (cursor.atStatementEnd && cursor.code !== CODE.semicolon) {
        cursor.skipComment();
        cursor.skipLineEnd();
        continue;
      }
      this.#closeBlocks(indent);
      const block = this.#blocks.at(-1);
      if (block?.isLocal !== true) this.#readLine(indent, block?.certainty ?? 'runs');
      this.#finishLine();
    }
    return this.#names.toHeader();
  }

  #readIndent(): number {
    const { text } = this.#cursor;
    let { position } = this.#cursor;
    let indent = 0;
    for (;;) {
      const code = text.charCodeAt(position);
      if (code === CODE.space) indent += 1;
      else if (code === CODE.tab) indent += TAB_WIDTH - (indent % TAB_WIDTH);
      else if (code === CODE.formFeed) indent = 0;
      else break;
      position += 1;
    }
    this.#cursor.position = position;
    return indent;
  }

  #closeBlocks(indent: number): void {
    this.#closed = undefined;
    for (;;) {
      const block = this.#blocks.at(-1);
      if (block === undefined || block.indent < indent) return;
      this.#closed = block.indent === indent ? block : undefined;
      this.#blocks.pop();
    }
  }

  /** Past the rest of the logical line. */
  #finishLine(): void {
    const cursor = this.#cursor;
    cursor.skipLogicalLine();
    cursor.skipLineEnd();
  }

  #readLine(indent: number, certainty: Certainty): void {
    const cursor = this.#cursor;
    const start = cursor.position;
    const word = isWordCode(cursor.code) ? cursor.readWord() : '';
    switch (word) {
      case 'async':
        cursor.skipBlanks(false);
        this.#readLine(indent, certainty);
        break;
      case 'def':
      case 'class':
        this.#readDefinition(word, indent, certainty);
        break;
      case 'if':
      case 'elif':
      case 'else':
      case 'while':
      case 'for':
      case 'try':
      case 'except':
      case 'finally':
      case 'with':
        this.#readBlock(word, indent, certainty);
        break;
      default:
        cursor.position = start;
        if ((word === 'match' || word === 'case') && this.#opensSoftBlock()) {
          this.#readBlock(word, indent, certainty);
        } else this.#statements.readLine(certainty);
    }
  }

  /** `match` and `case` are keywords only where a `:` ends the line. */
  #opensSoftBlock(): boolean {
    const cursor = this.#cursor;
    const start = cursor.position;
    cursor.readWord();
    cursor.skipBlanks(false);
    const bare = cursor.code !== CODE.equals && cursor.code !== CODE.colon && cursor.code !== CODE.comma;
    cursor.skipExpression(false, false);
    const opens = bare && cursor.code === CODE.colon;
    cursor.position = opens ? start + 'case'.length : start;
    return opens;
  }

  #readDefinition(keyword: 'def' | 'class', indent: number, certainty: Certainty): void {
    const cursor = this.#cursor;
    this.#statements.isFirst = false;
    cursor.skipBlanks(false);
    const start = cursor.position;
    const name = cursor.readWord();
    const span = { start, end: cursor.position };
    if (name !== '')
      this.#names.bind(
        { kind: 'bound', by: keyword === 'def' ? 'function' : 'class', name, span },
        certainty,
      );
    this.#blocks.push({ indent, keyword, certainty, isLocal: true, arms: undefined });
  }

  #readBlock(keyword: string, indent: number, outer: Certainty): void {
    const cursor = this.#cursor;
    this.#statements.isFirst = false;
    const arms = this.#armsOf(keyword);
    if (keyword === 'for') this.#bindLoopTargets(outer);
    const start = cursor.position;
    cursor.skipExpression(false, false);
    const condition = cursor.text.slice(start, cursor.position);
    const inner = this.#blockCertainty(keyword, condition, arms);
    const certainty = combineCertainty(outer, inner);
    this.#blocks.push({ indent, keyword, certainty, isLocal: false, arms });
    if (cursor.code !== CODE.colon) return;
    cursor.position += 1;
    cursor.skipBlanks(false);
    this.#statements.readLine(certainty);
  }

  #armsOf(keyword: string): IfArms | undefined {
    if (keyword === 'if') return new IfArms();
    return keyword === 'elif' || keyword === 'else' ? this.#closed?.arms : undefined;
  }

  #blockCertainty(keyword: string, condition: string, arms: IfArms | undefined): Certainty {
    if (arms !== undefined) return arms.next(keyword === 'else' ? true : constantCondition(condition));
    if (keyword === 'else') return this.#closed?.keyword === 'except' ? 'runs' : 'may-run';
    return BLOCK_CERTAINTY.get(keyword) ?? 'may-run';
  }

  #bindLoopTargets(certainty: Certainty): void {
    const cursor = this.#cursor;
    while (!cursor.atStatementEnd) {
      cursor.skipBlanks(false);
      const start = cursor.position;
      const word = cursor.readWord();
      if (word === 'in') return;
      if (word === '') cursor.position += 1;
      else {
        const span = { start, end: cursor.position };
        this.#names.bind(
          { kind: 'bound', by: 'loop', name: word, span },
          combineCertainty(certainty, 'may-run'),
        );
      }
    }
  }
}
