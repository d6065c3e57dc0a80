import type { Span } from '../text/span.ts';
import { COMPUTED_REASON, type HeaderExpression } from './header-expression.ts';
import { BLOCK_CERTAINTY, combineCertainty, constantCondition, IfArms } from './module-blocks.ts';
import { type Certainty, ModuleNames } from './module-names.ts';
import type { PythonSource } from './parse-python.ts';
import type { RevisionHeader } from './revision-header.ts';
import type { Block, Expression, Statement } from './syntax.ts';
import { collectTarget } from './syntax-walk.ts';

/** Reads the header of a parsed revision file. It agrees with `scanRevisionHeader` on every file that Python accepts. */
export function readRevisionHeader(source: PythonSource): RevisionHeader {
  return new HeaderReader(source).read();
}

class HeaderReader {
  readonly #source: PythonSource;
  readonly #names = new ModuleNames();

  constructor(source: PythonSource) {
    this.#source = source;
  }

  read(): RevisionHeader {
    this.#readDocstring();
    this.#readSyntaxError();
    this.#readBlock(this.#source.body, 'runs');
    return this.#names.toHeader();
  }

  #readDocstring(): void {
    const [first] = this.#source.body;
    const value = first?.kind === 'expression' ? first.value : undefined;
    if (value?.kind !== 'string' || value.isFormat) return;
    this.#names.docstring = { text: value.value, span: { start: value.start, end: value.end } };
  }

  #readSyntaxError(): void {
    const span = this.#source.error;
    if (span !== undefined) this.#names.reportSyntaxError('this is not valid Python', span);
  }

  #readBlock(block: Block, certainty: Certainty): void {
    for (const statement of block) this.#readStatement(statement, certainty);
  }

  #readStatement(statement: Statement, certainty: Certainty): void {
    switch (statement.kind) {
      case 'assign':
        this.#readAssign(statement, certainty);
        break;
      case 'augmented':
        this.#readAugmented(statement, certainty);
        break;
      case 'delete':
        for (const target of statement.targets) this.#readDelete(target, certainty);
        break;
      case 'import':
        for (const { name, alias, nameSpan } of statement.names) {
          const [root = name] = name.split('.');
          const span =
            alias === undefined ? { start: nameSpan.start, end: nameSpan.start + root.length } : nameSpan;
          this.#bind('import', alias ?? root, span, certainty);
        }
        break;
      case 'import-from':
        this.#readImportFrom(statement, certainty);
        break;
      case 'function':
      case 'class':
        this.#bind(statement.kind, statement.name, statement.nameSpan, certainty);
        break;
      default:
        this.#readCompound(statement, certainty);
    }
  }

  #bind(by: 'import' | 'function' | 'class' | 'loop', name: string, span: Span, certainty: Certainty): void {
    this.#names.bind({ kind: 'bound', by, name, span }, certainty);
  }

  #readCompound(statement: Statement, outer: Certainty): void {
    const inside = (block: Block, keyword: string) =>
      this.#readBlock(block, combineCertainty(outer, BLOCK_CERTAINTY.get(keyword) ?? 'may-run'));
    switch (statement.kind) {
      case 'if': {
        const arms = new IfArms();
        for (const { test, body } of statement.branches) {
          const text = this.#source.text.slice(test.start, test.end);
          this.#readBlock(body, combineCertainty(outer, arms.next(constantCondition(text))));
        }
        this.#readBlock(statement.orElse, combineCertainty(outer, arms.next(true)));
        break;
      }
      case 'for':
        this.#readLoopTarget(statement.target, combineCertainty(outer, 'may-run'));
        inside(statement.body, 'for');
        inside(statement.orElse, 'for');
        break;
      case 'while':
        inside(statement.body, 'while');
        inside(statement.orElse, 'while');
        break;
      case 'with':
        inside(statement.body, 'with');
        break;
      case 'match':
        for (const { body } of statement.cases) inside(body, 'case');
        break;
      case 'try':
        inside(statement.body, 'try');
        for (const { body } of statement.handlers) inside(body, 'except');
        inside(statement.orElse, 'try');
        inside(statement.finalBody, 'finally');
        break;
      default:
        break;
    }
  }

  #readLoopTarget(target: Expression, certainty: Certainty): void {
    const names = new Set<string>();
    collectTarget(target, names);
    for (const name of names) {
      const start = this.#source.text.indexOf(name, target.start);
      this.#bind('loop', name, { start, end: start + name.length }, certainty);
    }
  }

  #readImportFrom(statement: Statement & { kind: 'import-from' }, certainty: Certainty): void {
    const { names, level, start, end } = statement;
    if (names === undefined) this.#names.importAll({ start, end }, certainty);
    const module = '.'.repeat(level) + statement.module;
    for (const { name, alias, nameSpan } of names ?? []) {
      const bound = { kind: 'bound', by: 'import', name: alias ?? name, module, span: nameSpan } as const;
      this.#names.bind(bound, certainty);
    }
  }

  #readAssign(statement: Statement & { kind: 'assign' }, certainty: Certainty): void {
    if (statement.value === undefined) return;
    const targets = statement.targets.map(toHeaderExpression);
    this.#names.assign(targets, toHeaderExpression(statement.value), statement.valueSpan, certainty);
  }

  #readAugmented(statement: Statement & { kind: 'augmented' }, certainty: Certainty): void {
    const { target, value } = statement;
    if (target.kind !== 'name') return;
    const span = { start: value.start, end: statement.end };
    const left = toHeaderExpression(target);
    if (statement.operator === '+') {
      const sum: HeaderExpression = { kind: 'add', operands: [left, toHeaderExpression(value)], span };
      this.#names.assign([left], sum, span, certainty);
    } else {
      const unknown: HeaderExpression = { kind: 'other', reason: COMPUTED_REASON, span: left.span };
      this.#names.assign([left], unknown, left.span, certainty);
    }
  }

  #readDelete(target: Expression, certainty: Certainty): void {
    if (target.kind === 'name') this.#names.remove(target.name, target, certainty);
    else if (target.kind === 'tuple' || target.kind === 'list') {
      for (const element of target.elements) this.#readDelete(element, certainty);
    }
  }
}

/** What a header reader needs of an expression. */
function toHeaderExpression(expression: Expression): HeaderExpression {
  const span = { start: expression.start, end: expression.end };
  switch (expression.kind) {
    case 'none':
      return { kind: 'none', span };
    case 'string':
      return expression.isFormat
        ? { kind: 'string', value: expression.value, span, isFormat: true }
        : { kind: 'string', value: expression.value, span };
    case 'bytes':
      return { kind: 'literal', what: 'bytes', span };
    case 'integer':
    case 'float':
      return { kind: 'literal', what: 'a number', span };
    case 'boolean':
      return { kind: 'literal', what: 'a boolean', span };
    case 'dict':
      return { kind: 'literal', what: 'a dict', span };
    case 'comprehension':
      if (expression.form === 'dict') return { kind: 'literal', what: 'a dict', span };
      return { kind: 'other', reason: COMPUTED_REASON, span };
    case 'name':
      return { kind: 'name', name: expression.name, span };
    case 'tuple':
    case 'list':
    case 'set':
      return {
        kind: 'sequence',
        form: expression.kind,
        items: expression.elements.map(toHeaderExpression),
        span,
      };
    case 'binary':
      return addition(expression);
    default:
      return { kind: 'other', reason: COMPUTED_REASON, span };
  }
}

/** A chain of `+`; any other operator computes. */
function addition(expression: Expression & { kind: 'binary' }): HeaderExpression {
  const span = { start: expression.start, end: expression.end };
  const operands: HeaderExpression[] = [];
  let left: Expression = expression;
  while (left.kind === 'binary') {
    if (left.operator !== '+') return { kind: 'other', reason: COMPUTED_REASON, span };
    operands.push(toHeaderExpression(left.right));
    left = left.left;
  }
  operands.push(toHeaderExpression(left));
  return { kind: 'add', operands: operands.reverse(), span };
}
