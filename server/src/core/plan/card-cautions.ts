import { blockedBy } from '../postgresql/effects/lock-mode.ts';
import { countWords, rowWords, sessionWords, sizeWords, workWords } from './card-words.ts';
import type { CardTable, Caution, RunCard } from './run-card.ts';
import { serverLimits } from './server-limits.ts';

/** From here on a table takes noticeably long to read or write. */
const LARGE_BYTES = 100 * 1024 * 1024;
const LARGE_ROWS = 1_000_000;

type CardFacts = Omit<RunCard, 'decision' | 'cautions'>;

/** What deserves a look before a run, the gravest first. */
export function cautionsOf(card: CardFacts): readonly Caution[] {
  return [
    ...cautions('destroys', destroyed(card)),
    ...cautions('table', card.tables.flatMap(largeTable)),
    ...cautions('session', card.sessions.filter(({ givesWay }) => !givesWay).map(inTheWay)),
    ...cautions('server', card.server === undefined ? [] : serverLimits(card.server)),
    ...cautions('window', outsideWindow(card)),
    ...cautions('unresolved', unresolvedLines(card)),
    ...cautions('autocommit', halfWay(card)),
  ];
}

function cautions(kind: Caution['kind'], messages: readonly string[]): readonly Caution[] {
  return messages.map((message) => ({ kind, message }));
}

function destroyed({ steps }: CardFacts): readonly string[] {
  return steps.flatMap(({ destroys, revision }) =>
    destroys.map((what) => `Removes for good, with the data in it: ${what} (${revision}).`),
  );
}

function largeTable(table: CardTable): readonly string[] {
  const large = (table.bytes ?? 0) >= LARGE_BYTES || (table.rows ?? 0) >= LARGE_ROWS;
  const what = workWords(table);
  if (!large || what === '') return [];
  const who = { nothing: 'nobody waits', writes: 'writers wait', 'reads and writes': 'everybody waits' };
  return [
    `${table.qualified} (${sizeWords(table.bytes)}, ${rowWords(table.rows)} rows) ${what}; ${who[blockedBy(table.lock)]} meanwhile (${table.lock}).`,
  ];
}

function inTheWay(session: CardFacts['sessions'][number]): string {
  return session.lock === undefined
    ? `An index that is built concurrently waits for ${sessionWords(session)}.`
    : `${session.lock.relation} is locked (${session.lock.mode}) by ${sessionWords(session)}.`;
}

function outsideWindow({ window }: CardFacts): readonly string[] {
  if (window === undefined || window.state.open || !window.overridden) return [];
  return [`It is outside the maintenance window ${window.window.text}, and is to run all the same.`];
}

function unresolvedLines({ steps }: CardFacts): readonly string[] {
  const open = steps.flatMap(({ unresolved, revision }) =>
    unresolved.map(({ line, reason }) => `${revision}, line ${line}: ${reason}`),
  );
  const [first] = open;
  if (first === undefined) return [];
  const more = open.length === 1 ? '' : ` (and ${open.length - 1} more)`;
  return [`What some lines do is known only when they run: ${first}${more}.`];
}

/** Statements outside a transaction are fine where they stand alone: then nothing can be half done. */
function halfWay({ steps }: CardFacts): readonly string[] {
  const mixed = steps.filter(
    ({ statements }) => statements.length > 1 && statements.some(({ transactional }) => !transactional),
  );
  if (mixed.length === 0) return [];
  const names = mixed.map(({ revision }) => revision).join(', ');
  return [
    `${countWords(mixed.length, 'revision')} with statements outside a transaction: where one fails half-way, what it has done stays (${names}).`,
  ];
}
