import { comma, evaluateMako, type MakoValues, UnknownExpression } from './mako-expression.ts';
import { lexMako, type MakoNode, MakoSyntaxError } from './mako-lexer.ts';
import { pythonStr, pythonTruth } from './python-repr.ts';

export interface MakoResult {
  readonly text: string;
  /** What was left out because only Python can evaluate it, one sentence each. */
  readonly leftOut: readonly string[];
}

const HARMLESS_PYTHON = /^(?:\s*(?:#.*|import\s.*|from\s.*)?(?:\r?\n|$))*$/;

/**
 * Renders a script.py.mako as far as that is possible without Python: `${…}` with what `evaluateMako` knows and the
 * filters `comma`, `n`, `str` and `trim`; `% if`, `% elif`, `% else`; comments, `<%doc>` and `<%text>`. Everything else
 * is left out and told. A template that Mako refuses gives no text, and the reason.
 * Source: https://docs.makotemplates.org/en/latest/syntax.html
 */
export function renderMako(template: string, values: MakoValues): MakoResult {
  try {
    const renderer = new MakoRenderer(values);
    for (const node of lexMako(template)) renderer.add(node);
    renderer.end();
    return { text: renderer.text, leftOut: renderer.leftOut };
  } catch (error) {
    if (!(error instanceof MakoSyntaxError)) throw error;
    return { text: '', leftOut: [`The template is not valid Mako: ${error.message}.`] };
  }
}

/** An `% if` that is open: whether its current arm is shown, and whether an arm before it was. */
interface Block {
  readonly keyword: string;
  readonly line: number;
  shown: boolean;
  done: boolean;
}

class MakoRenderer {
  text = '';
  readonly leftOut: string[] = [];
  readonly #values: MakoValues;
  readonly #blocks: Block[] = [];

  constructor(values: MakoValues) {
    this.#values = values;
  }

  add(node: MakoNode): void {
    if (node.kind === 'control') {
      this.#control(node);
      return;
    }
    if (node.kind === 'tag') {
      this.#tag(node);
      return;
    }
    if (this.#blocks.some((block) => !block.shown)) return;
    if (node.kind === 'text') this.text += node.text;
    else if (node.kind === 'expression') this.#expression(node);
    else if (!HARMLESS_PYTHON.test(node.source))
      this.#omit(node.line, node.isModule ? '<%! … %>' : '<% … %>');
  }

  /** Throws MakoSyntaxError where a block is still open. */
  end(): void {
    const open = this.#blocks.at(-1);
    if (open !== undefined)
      throw new MakoSyntaxError(`"${open.keyword}" of line ${open.line} is not ended`, open.line);
  }

  /** The body of a definition is shown where it is called, so never here. */
  #tag({ name, source, line }: Extract<MakoNode, { kind: 'tag' }>): void {
    if (source.startsWith('</')) {
      const open = this.#blocks.pop();
      if (open?.keyword !== name) throw new MakoSyntaxError(`line ${line} ends what nothing began`, line);
      return;
    }
    this.#omit(line, source);
    if (!source.endsWith('/>'))
      this.#blocks.push({ keyword: name, shown: name === 'block', done: true, line });
  }

  #expression(node: Extract<MakoNode, { kind: 'expression' }>): void {
    try {
      let value = evaluateMako(node.source, this.#values);
      for (const filter of node.filters) {
        if (filter === 'comma') value = comma(value);
        else if (filter === 'trim') value = pythonStr(value).trim();
        else if (filter !== 'n' && filter !== 'str' && filter !== 'unicode')
          throw new UnknownExpression(filter);
      }
      if (value === undefined) throw new UnknownExpression(node.source);
      this.text += pythonStr(value);
    } catch (error) {
      if (!(error instanceof UnknownExpression)) throw error;
      this.#omit(node.line, `\${${node.source}}`);
    }
  }

  #control({ keyword, source, line }: Extract<MakoNode, { kind: 'control' }>): void {
    const open = this.#blocks.at(-1);
    if (keyword.startsWith('end')) {
      if (open === undefined) throw new MakoSyntaxError(`line ${line} ends what nothing began`, line);
      this.#blocks.pop();
    } else if (keyword === 'if') {
      const shown = this.#condition(source.slice(2), line);
      this.#blocks.push({ keyword, shown: shown === true, done: shown !== false, line });
    } else if (keyword === 'elif' || keyword === 'else') {
      if (open === undefined) throw new MakoSyntaxError(`line ${line} has no "% if" before it`, line);
      if (open.keyword !== 'if') return;
      const shown = !open.done && (keyword === 'else' || this.#condition(source.slice(4), line) === true);
      open.shown = shown;
      open.done ||= shown;
    } else {
      this.#blocks.push({ keyword, shown: false, done: true, line });
      this.#omit(line, `% ${source}`);
    }
  }

  /** Undefined where only Python can tell; the whole `% if` is then left out. */
  #condition(source: string, line: number): boolean | undefined {
    try {
      return pythonTruth(evaluateMako(source.replace(/:\s*$/, ''), this.#values));
    } catch (error) {
      if (!(error instanceof UnknownExpression)) throw error;
      this.#omit(line, `% if${source}`);
      return undefined;
    }
  }

  #omit(line: number, source: string): void {
    const shown = source.length > 60 ? `${source.slice(0, 59)}…` : source;
    this.leftOut.push(`Line ${line}: ${shown.replace(/\s+/g, ' ')}`);
  }
}
