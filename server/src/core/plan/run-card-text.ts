import { effectsText } from '../postgresql/effects/effects-text.ts';
import { countWords, rowWords, sessionWords, shortened, sizeWords, workWords } from './card-words.ts';
import { wallClock } from './maintenance-window.ts';
import type { CardStatement, CardStep, CardTable, CardWindow, RunCard } from './run-card.ts';

/** An editor beside another shows so many characters of a line. */
const WIDTH = 92;
const INDENT = '  ';
const STATEMENT_INDENT = '       ';
const VERB = { upgrade: 'Upgrade', downgrade: 'Downgrade', stamp: 'Stamp' } as const;
const DECISION = { go: 'GO', caution: 'GO WITH CAUTION', 'no-go': 'NO GO' } as const;

/** The card as plain text: the decision and what to look at first, then tables, then every statement. */
export function runCardText(card: RunCard): string {
  const sections = [
    [cardTitle(card), decisionLine(card)],
    factLines(card),
    listed(
      'Look at this first',
      '!',
      card.cautions.map(({ message }) => message),
    ),
    tableLines(card.tables),
    listed(
      'In the way now, and likely to be gone',
      '-',
      card.sessions.filter((one) => one.givesWay).map(sessionWords),
    ),
    stepLines(card.steps),
    listed('Not found out', '-', card.gaps),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** "Upgrade staging by 3 revisions, from 1a2b to 9c8d". */
export function cardTitle({ direction, database, steps, rows }: RunCard): string {
  const from = rows.length === 0 ? 'base' : rows.join(', ');
  return `${VERB[direction]} ${database} by ${countWords(steps.length, 'revision')}, from ${from}`;
}

function decisionLine({ decision, blocked }: RunCard): string {
  return blocked === undefined ? DECISION[decision] : `${DECISION[decision]}: ${blocked}`;
}

function factLines(card: RunCard): readonly string[] {
  const { server, engine, timeouts, window, dryRunObstacle } = card;
  const rows: Array<readonly [string, string]> = [];
  if (server !== undefined) rows.push(['Server', server.product]);
  rows.push(['Engine', `${engine.name}: ${engine.reason}`]);
  if (card.direction !== 'stamp') {
    rows.push(['Lock wait', timeWords(timeouts.lock, 'for ever')]);
    rows.push(['Statements', timeWords(timeouts.statement, 'as long as they take')]);
    rows.push(['Dry run', dryRunObstacle === undefined ? 'possible' : `not possible. ${dryRunObstacle}`]);
  }
  if (window !== undefined) rows.push(['Window', `${window.window.text}: ${windowStateWords(window)}`]);
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.flatMap(([name, value]) => wrapped(`${INDENT}${name.padEnd(width)}  `, value));
}

/** A closed window in one sentence, with the moment when it opens. */
export function windowWords(window: CardWindow): string {
  return `It is outside the maintenance window ${window.window.text} (${windowStateWords(window)}).`;
}

function windowStateWords({ window, state: { open, changesAt } }: CardWindow): string {
  if (changesAt === undefined) return open ? 'open' : 'closed';
  return `${open ? 'open until' : 'closed, opens'} ${wallClock(changesAt, window.timeZone)}`;
}

function timeWords(time: string | undefined, without: string): string {
  if (time === undefined) return "the server's default";
  return /^0[a-z]*$/.test(time) ? without : `at most ${time}`;
}

function listed(title: string, mark: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines.flatMap((line) => wrapped(`${INDENT}${mark} `, line))];
}

function tableLines(tables: readonly CardTable[]): readonly string[] {
  if (tables.length === 0) return [];
  const rows = tables.map(({ qualified, bytes, rows: count, lock, rewritten, scanned }) => [
    qualified,
    sizeWords(bytes),
    rowWords(count),
    lock,
    workWords({ rewritten, scanned }),
  ]);
  return ['Tables that are there already', ...columns([['', 'size', 'rows', 'strongest lock', ''], ...rows])];
}

/** Lines of cells, each column as wide as its widest cell. */
function columns(rows: ReadonlyArray<readonly string[]>): readonly string[] {
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => (row[index] ?? '').length)));
  return rows.map((row) =>
    `${INDENT}${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ')}`.trimEnd(),
  );
}

function stepLines(steps: readonly CardStep[]): readonly string[] {
  if (steps.length === 0) return [];
  return ['Revisions', ...steps.flatMap((step, index) => oneStep(step, index + 1))];
}

function oneStep(
  { revision, direction, message, statements, unresolved }: CardStep,
  number: number,
): readonly string[] {
  const count = direction === 'stamp' ? 'nothing runs' : countWords(statements.length, 'statement');
  return [
    `${INDENT}${number}. ${[revision, message].filter((part) => part !== '').join('  ')} (${count})`,
    ...statements.flatMap(statementLines),
    ...unresolved.flatMap(({ line, reason }) =>
      wrapped(STATEMENT_INDENT, `line ${line}: known only when it runs: ${reason}`),
    ),
  ];
}

/** A statement, and below it what it does to tables that others use. */
function statementLines({ sql, transactional, effects }: CardStatement): readonly string[] {
  const alone = transactional ? '' : '[outside a transaction] ';
  const text = `${STATEMENT_INDENT}${alone}${shortened(sql, WIDTH - STATEMENT_INDENT.length - alone.length)}`;
  if (effects.blocks === 'nothing' && effects.locks.length === 0) return [text];
  return [text, ...wrapped(`${STATEMENT_INDENT}  -> `, effectsText(effects))];
}

/** A text in lines of at most WIDTH characters where its words allow it, the first after `head`, the others below it. */
function wrapped(head: string, text: string): readonly string[] {
  const lines: string[] = [];
  let line = head;
  let isEmpty = true;
  for (const word of text.split(' ')) {
    const longer = isEmpty ? line + word : `${line} ${word}`;
    if (isEmpty || longer.length <= WIDTH) {
      line = longer;
    } else {
      lines.push(line);
      line = ' '.repeat(head.length) + word;
    }
    isEmpty = false;
  }
  return [...lines, line];
}
