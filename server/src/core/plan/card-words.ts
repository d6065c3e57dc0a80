import type { Certainty } from '../postgresql/effects/statement-effects.ts';
import type { SessionFacts } from './database-facts.ts';

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;
const SHORT_QUERY = 60;

/** "2.1 GB"; "?" where nobody knows. */
export function sizeWords(bytes: number | undefined): string {
  if (bytes === undefined) return '?';
  let [value, unit] = [bytes, 0];
  for (; value >= 1024 && unit < UNITS.length - 1; unit += 1) value /= 1024;
  return `${value >= 10 || unit === 0 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`;
}

/** "~12 million"; "?" where a table was never analyzed. */
export function rowWords(rows: number | undefined): string {
  if (rows === undefined) return '?';
  if (rows >= 1e9) return `~${(rows / 1e9).toFixed(1)} billion`;
  if (rows >= 1e6) return `~${(rows / 1e6).toFixed(rows >= 1e7 ? 0 : 1)} million`;
  return `~${String(rows).replace(/\B(?=(\d{3})+$)/g, ',')}`;
}

/** "45 s", "12 min", "3 h 20 min". */
export function ageWords(seconds: number): string {
  if (seconds < 90) return `${Math.max(0, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** "1 revision", "14 revisions". */
export function countWords(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Who a session is and what it does: "process 4711 (user app, psql, idle in transaction for 12 min): SELECT 1". */
export function sessionWords(session: SessionFacts): string {
  const { pid, user, application, address, state, seconds, query } = session;
  const who = [
    user === '' ? '' : `user ${user}`,
    application,
    address === '' ? '' : `from ${address}`,
    state === 'prepared transaction' || state === '' ? '' : state,
  ].filter((part) => part !== '');
  const name = pid === undefined ? `the prepared transaction ${query}` : `process ${pid}`;
  const doing = pid === undefined || query === '' ? '' : `: ${shortened(query, SHORT_QUERY)}`;
  return `${name} (${[...who, `since ${ageWords(seconds)}`].join(', ')})${doing}`;
}

/** A text on one line, cut to a length. */
export function shortened(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
}

/** What is done to the rows of a table: "is rewritten", "may be scanned"; empty where nothing is. */
export function workWords({
  rewritten,
  scanned,
}: {
  readonly rewritten: Certainty;
  readonly scanned: Certainty;
}): string {
  if (rewritten === 'yes') return 'is rewritten';
  if (scanned === 'yes') return rewritten === 'maybe' ? 'is scanned and may be rewritten' : 'is scanned';
  return rewritten === 'maybe' ? 'may be rewritten' : scanned === 'maybe' ? 'may be scanned' : '';
}
