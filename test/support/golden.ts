import { readdirSync, readFileSync } from 'node:fs';
import { repositoryPath } from './repository.ts';

/** What real Alembic did with one small migration; see test/golden/record.py. */
export interface GoldenCase {
  readonly name: string;
  /** The whole revision file. */
  readonly source: string;
  /** `target_metadata.naming_convention`; absent where there is none. */
  readonly naming?: Readonly<Record<string, string>>;
  /** What `alembic upgrade --sql` printed for `upgrade()`, one item per statement, each with its semicolon. */
  readonly statements: readonly string[];
  /** What `upgrade()` raised; `statements` came before it. */
  readonly error?: { readonly type: string; readonly message: string };
  /** Real Alembic writes these statements in another order each time. */
  readonly unordered?: boolean;
}

interface GoldenDocument {
  readonly recordedWith: { readonly alembic: string; readonly sqlalchemy: string };
  readonly cases: readonly GoldenCase[];
}

/**
 * Why a case may differ from what Alembic's offline mode writes.
 * - `online`: offline mode drops a value or refuses what a connection takes (docs/offline-differences.md). What our SQL does on a
 *   server is held against real Alembic's by test/property/migration-effects.test.ts.
 * - `notFollowed`: we answer that the SQL is not known.
 * - `message`: the same exception in other words.
 */
export type GoldenDifference = 'online' | 'notFollowed' | 'message';

const GOLDEN = repositoryPath('test', 'fixtures', 'golden');
/** The cases of Alembic itself, and those of packages that add to it: types and operations that a plain server may not have. */
type GoldenRelease = 'current' | 'add-ons';

type Differences = Readonly<Record<GoldenDifference, Readonly<Record<string, readonly string[]>>>>;
const differences = JSON.parse(readFileSync(`${GOLDEN}/differences.json`, 'utf8')) as Differences;

/** How a case may differ, or undefined where it may not. */
export function goldenDifference(section: string, name: string): GoldenDifference | undefined {
  const kinds = Object.keys(differences) as GoldenDifference[];
  return kinds.find((kind) => differences[kind][section]?.includes(name));
}

/** Names of the recorded sections: `alter_column`, `create_table` and so on. */
export function goldenSections(release: GoldenRelease): string[] {
  return readdirSync(`${GOLDEN}/${release}`)
    .map((name) => name.replace(/\.json$/, ''))
    .sort();
}

export function readGoldenSection(release: GoldenRelease, section: string): readonly GoldenCase[] {
  const text = readFileSync(`${GOLDEN}/${release}/${section}.json`, 'utf8');
  return (JSON.parse(text) as GoldenDocument).cases;
}

/** A statement of ours, as far as the comparison needs it. */
interface WrittenStatement {
  readonly sql: string;
  readonly transactional: boolean;
}

/**
 * Statements as offline mode prints them: tabs as four spaces, no white space around, `COMMIT;` and `BEGIN;` where
 * `autocommit_block()` leaves and enters the transaction. Source: `DefaultImpl.static_output`, `DefaultImpl._exec`.
 */
export function asOfflineItems(statements: readonly WrittenStatement[]): string[] {
  const items: string[] = [];
  let inTransaction = true;
  for (const { sql, transactional } of statements) {
    if (transactional !== inTransaction) items.push(transactional ? 'BEGIN;' : 'COMMIT;');
    inTransaction = transactional;
    items.push(`${sql.replaceAll('\t', '    ').trim()};`);
  }
  if (!inTransaction) items.push('BEGIN;');
  return items;
}

/** Real Alembic's items without the `BEGIN;` `COMMIT;` pairs that enclose nothing, which no Statement can tell. */
export function withoutEmptyTransactions(items: readonly string[]): string[] {
  const kept: string[] = [];
  for (const item of items) {
    if (item === 'COMMIT;' && kept.at(-1) === 'BEGIN;') kept.pop();
    else kept.push(item);
  }
  return kept;
}
