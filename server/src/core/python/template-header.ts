import type { Span } from '../text/span.ts';
import { skipPlainBody } from './plain-body.ts';
import type { HeaderItem, HeaderVariable, RevisionHeader } from './revision-header.ts';

/**
 * Reads the header of a file that is written as Alembic's templates write it, or answers undefined. Everything above the
 * functions is one compiled expression, which a cold start runs as machine code from the second file on, long before the
 * general scanner is compiled. It never reads a file differently: whatever could mean something else than it seems, here
 * or in a body below, is left to the general scanner. Each repetition is delimited by a character that it cannot hold, so
 * that time grows with the length of the text; those of more than one character are bounded, because they take stack.
 */
export function readTemplateHeader(text: string): RevisionHeader | undefined {
  HEAD.lastIndex = 0;
  const match = HEAD.exec(text);
  if (match === null) return undefined;
  const functions = readFunctions(text, HEAD.lastIndex);
  if (functions === undefined) return undefined;
  const docstring = match[1];
  let at = (docstring?.length ?? 0) + (match[2]?.length ?? 0);
  const next = (name: string, group: number): HeaderVariable | undefined => {
    const variable = variableAt(match, group, name, at);
    if (variable !== undefined) at = variable.valueSpan.end + (match[group + 2]?.length ?? 0);
    return variable;
  };
  return {
    revision: next('revision', 3),
    downRevision: next('down_revision', 6),
    branchLabels: next('branch_labels', 9),
    dependsOn: next('depends_on', 12),
    docstring: docstring === undefined ? undefined : readDocstring(docstring),
    upgradeSpan: functions.upgrade,
    downgradeSpan: functions.downgrade,
    syntaxError: undefined,
  };
}

/** The variable of three groups from `group` on, whose name begins at `start`. */
function variableAt(
  match: RegExpExecArray,
  group: number,
  name: string,
  start: number,
): HeaderVariable | undefined {
  const literal = match[group + 1];
  if (literal === undefined) return undefined;
  const nameSpan = { start, end: start + name.length };
  const valueStart = nameSpan.end + (match[group]?.length ?? 0);
  const valueSpan = { start: valueStart, end: valueStart + literal.length };
  return { value: readValue(literal, valueSpan), nameSpan, valueSpan };
}

const LINE_END = '\\r?\\n';
const STRING = `(?:'[^'\\\\\\r\\n]*'|"[^"\\\\\\r\\n]*")`;
const TUPLE = `\\((?:[ \\t]*${STRING}[ \\t]*,){1,99}(?:[ \\t]*${STRING}[ \\t]*)?[ \\t]*\\)`;
const DOCSTRING = `"""[^"\\\\]*(?:""?(?!")[^"\\\\]*){0,99}"""`;
const HEADER_NAME = '\\b(?:revision|down_revision|branch_labels|depends_on|upgrade|downgrade)\\b';
const IMPORTED = '[\\w.]+(?:[ \\t]+as[ \\t]+\\w+)?';
/** One that binds none of the names of a header. */
const IMPORT = `(?![^\\r\\n]*${HEADER_NAME})(?:from[ \\t]+[\\w.]+[ \\t]+)?import[ \\t]+${IMPORTED}(?:,[ \\t]*${IMPORTED}){0,99}`;
/** Lines that say nothing about the header. */
const OTHER_LINES = `(?:(?:#[^\\r\\n]*|${IMPORT})?[ \\t]*${LINE_END}){0,199}`;
const NAMES = '[\\w. \\t|]*';
const TYPES = '[\\w., \\t|]*';
const ANNOTATION = `:(?=[ \\t]*\\w)${NAMES}(?:\\[${TYPES}(?:\\[${TYPES}\\]${TYPES}){0,99}\\]${NAMES}){0,99}`;

/** Three groups: from the name to the value, the value, the lines below it. */
function assignment(name: string, value: string): string {
  return `${name}((?:[ \\t]*|${ANNOTATION})=[ \\t]*)(${value})([ \\t]*${LINE_END}${OTHER_LINES})`;
}

const IDS = `None|${STRING}|${TUPLE}`;
const HEAD = new RegExp(
  `(${DOCSTRING}(?=${LINE_END}))?(${OTHER_LINES})${assignment('revision', STRING)}${assignment('down_revision', IDS)}` +
    `(?:${assignment('branch_labels', IDS)})?(?:${assignment('depends_on', IDS)})?(?=def )`,
  'y',
);
const FUNCTION = /def (\w+)\([\w:,. \t]*\)(?:[ \t]*->[ \t]*\w+)?[ \t]*:[ \t]*\r?\n/y;
const ITEM = new RegExp(STRING, 'g');

interface FunctionSpans {
  upgrade: Span | undefined;
  downgrade: Span | undefined;
}

/** The functions that the rest of a file consists of; undefined where it holds anything else. */
function readFunctions(text: string, from: number): FunctionSpans | undefined {
  const spans: FunctionSpans = { upgrade: undefined, downgrade: undefined };
  for (let position = from; position < text.length; ) {
    const definition = definitionAt(text, position);
    if (definition === undefined) return undefined;
    const { name, length } = definition;
    const start = position + 'def '.length;
    if (name === 'upgrade' || name === 'downgrade') spans[name] = { start, end: start + name.length };
    else if (VARIABLE_NAMES.has(name)) return undefined;
    position = skipPlainBody(text, position + length, 0);
  }
  return spans;
}

/** The line that opens a function. */
interface Definition {
  readonly name: string;
  /** With its line end. */
  readonly length: number;
}

/** As Alembic's templates write them; comparing is faster than matching. */
const WRITTEN: ReadonlyArray<Definition & { readonly line: string }> = [') -> None:', '):'].flatMap((rest) =>
  ['upgrade', 'downgrade'].map((name) => {
    const line = `def ${name}(${rest}\n`;
    return { name, line, length: line.length };
  }),
);

function definitionAt(text: string, position: number): Definition | undefined {
  for (const written of WRITTEN) if (text.startsWith(written.line, position)) return written;
  FUNCTION.lastIndex = position;
  const name = FUNCTION.exec(text)?.[1];
  return name === undefined ? undefined : { name, length: FUNCTION.lastIndex - position };
}

const VARIABLE_NAMES = new Set(['revision', 'down_revision', 'branch_labels', 'depends_on']);
const QUOTES = '"""'.length;

/** `literal` begins the file. Python reads each line end as one line feed. */
function readDocstring(literal: string): RevisionHeader['docstring'] {
  const body = literal.slice(QUOTES, -QUOTES);
  const text = body.includes('\r') ? body.replace(/\r\n?/g, '\n') : body;
  return { text, span: { start: 0, end: literal.length } };
}

const NONE: HeaderVariable['value'] = { kind: 'none' };

function readValue(literal: string, span: Span): HeaderVariable['value'] {
  if (literal === 'None') return NONE;
  if (!literal.startsWith('(')) {
    return { kind: 'items', items: [{ value: literal.slice(1, -1), span }], form: 'string' };
  }
  const items: HeaderItem[] = [];
  for (const match of literal.matchAll(ITEM)) {
    const start = span.start + match.index;
    items.push({ value: match[0].slice(1, -1), span: { start, end: start + match[0].length } });
  }
  return { kind: 'items', items, form: 'tuple' };
}
