import type { Statement, StatementHints } from '../statement.ts';
import { type MeasuredEffect, measuredEffect, type Role } from './effect-notation.ts';
import { FollowedFacts } from './followed-facts.ts';
import type { FormUse } from './form-use.ts';
import { type Blocking, blockedBy, type LockMode, strength } from './lock-mode.ts';
import type { EffectForm } from './measured-effects.ts';
import { NEWEST_MEASURED } from './newest-measured.ts';
import { NO_FACTS, relationKey, type SchemaFacts } from './schema-facts.ts';
import { splitStatements, sqlTokens } from './sql-tokens.ts';
import { statementUses } from './statement-uses.ts';

export type Certainty = 'no' | 'maybe' | 'yes';

/** A lock on a relation that others can see, and what is done to the relation under it. */
export interface TableLock {
  /** As in SQL, without quotes; undefined where the statement does not name the relation and nobody knows it. */
  readonly table: string | undefined;
  readonly role: Role;
  readonly mode: LockMode;
  readonly rewritten: Certainty;
  readonly scanned: Certainty;
}

/** What a statement does to a database that others work on. */
export interface StatementEffects {
  /** On relations that the run itself has not created, the strongest first. */
  readonly locks: readonly TableLock[];
  /** Whether every row of a table is written anew, under its lock. */
  readonly rewrites: Certainty;
  /** Whether every row of a table is read, under its lock. */
  readonly scans: Certainty;
  /** What others cannot do meanwhile; `not known` where the statement is none whose locks are known. */
  readonly blocks: Blocking | 'not known';
  /** What else there is to know, in sentences. */
  readonly note: string | undefined;
  /** What the statement is made of, as far as others can feel it. */
  readonly forms: readonly EffectForm[];
}

/** Where the SQL is known but not what it does. */
export const UNKNOWN_EFFECTS: StatementEffects = {
  locks: [],
  rewrites: 'maybe',
  scans: 'maybe',
  blocks: 'not known',
  note: 'What this locks cannot be told from its text.',
  forms: [],
};

const CANNOT_RUN_IN_TRANSACTION: ReadonlySet<string> = new Set([
  'create-index-concurrently',
  'drop-index-concurrently',
  'reindex-concurrently',
  'detach-concurrently',
  'vacuum',
  'vacuum-full',
]);

/**
 * The locks of a statement and what it does under them, on a server of this major version (null: the newest that was
 * measured). `facts` is what is known of the database before the statement. What its text and the facts leave open is
 * `maybe` or `not known`, never guessed. Source: `EFFECTS`, measured on PostgreSQL 10 to 18.
 */
export function statementEffects(
  statement: Pick<Statement, 'sql'> & Partial<Pick<Statement, 'hints' | 'transactional'>>,
  serverVersion: number | null,
  facts: SchemaFacts = NO_FACTS,
): StatementEffects {
  const { sql, hints = NO_HINTS, transactional = false } = statement;
  const locks = new Map<string, TableLock>();
  const notes = new Set<string>();
  const forms = new Set<EffectForm>();
  const version = serverVersion ?? NEWEST_MEASURED;
  const parts = splitStatements(sqlTokens(sql));
  const following = parts.length > 1 ? new FollowedFacts(facts) : undefined;
  for (const tokens of parts) {
    const known = following ?? facts;
    const uses = statementUses(tokens, known, hints);
    if (uses === undefined) return UNKNOWN_EFFECTS;
    following?.followStatement(tokens);
    for (const use of uses) {
      const effect = measuredEffect(use.form, version);
      const isFelt = addLocks(locks, use, effect, known);
      if (isFelt) forms.add(use.form);
      if (use.note !== undefined && isFelt) notes.add(use.note);
      if (version < effect.since && version >= OLDEST_MEASURED) {
        notes.add(`PostgreSQL ${version} refuses this: it needs ${effect.since} or newer.`);
      }
      if (transactional && CANNOT_RUN_IN_TRANSACTION.has(use.form)) notes.add(NEEDS_AUTOCOMMIT);
    }
  }
  return summed([...locks.values()], notes, forms);
}

/** The effects of several statements as those of one: of the locks on a table the strongest. */
export function joinEffects(all: readonly StatementEffects[]): StatementEffects {
  const [only] = all;
  if (all.length === 1 && only !== undefined) return only;
  const locks = new Map<string, TableLock>();
  for (const lock of all.flatMap((effects) => effects.locks)) addLock(locks, lock);
  const notes = all.map(({ note }) => note).filter((note) => note !== undefined);
  const joined = summed([...locks.values()], new Set(notes), new Set(all.flatMap(({ forms }) => forms)));
  return all.some(({ blocks }) => blocks === 'not known') ? { ...joined, blocks: 'not known' } : joined;
}

function summed(
  locks: readonly TableLock[],
  notes: ReadonlySet<string>,
  forms: ReadonlySet<EffectForm>,
): StatementEffects {
  const ordered = [...locks].sort(strongestFirst);
  return {
    locks: ordered,
    rewrites: surest(ordered.map(({ rewritten }) => rewritten)),
    scans: surest(ordered.map(({ scanned }) => scanned)),
    blocks: ordered[0] === undefined ? 'nothing' : blockedBy(ordered[0].mode),
    note: notes.size === 0 ? undefined : [...notes].join(' '),
    forms: [...forms],
  };
}

function addLock(locks: Map<string, TableLock>, lock: TableLock): void {
  const key = lock.table === undefined ? `${lock.role} ?` : relationKey(lock.table);
  const before = locks.get(key);
  locks.set(key, before === undefined ? lock : joined(before, lock));
}

const OLDEST_MEASURED = 10;
const NO_HINTS: StatementHints = {};
const NEEDS_AUTOCOMMIT = 'It fails inside a transaction: put it into autocommit_block().';

/** Joins the locks of one form with those before; answers whether there are any, or none could be. */
function addLocks(
  locks: Map<string, TableLock>,
  { on, mode: askedFor, isUncertain }: FormUse,
  effect: MeasuredEffect,
  facts: SchemaFacts,
): boolean {
  let isFelt = effect.roles.length === 0;
  const sure = isUncertain === true ? 'maybe' : 'yes';
  for (const { role, mode, rewrites, scans } of effect.roles) {
    for (const table of on[role] ?? []) {
      if (table !== undefined && facts.isNew(table)) continue;
      isFelt = true;
      addLock(locks, {
        table,
        role,
        mode: askedFor ?? mode,
        rewritten: rewrites ? sure : 'no',
        scanned: scans ? sure : 'no',
      });
    }
  }
  return isFelt;
}

/** Of equal locks that on the table which the statement names. */
function strongestFirst(left: TableLock, right: TableLock): number {
  const difference = strength(right.mode) - strength(left.mode);
  return difference === 0 ? Number(right.role === 'table') - Number(left.role === 'table') : difference;
}

function joined(left: TableLock, right: TableLock): TableLock {
  return {
    table: left.table,
    role: left.role,
    mode: strength(left.mode) >= strength(right.mode) ? left.mode : right.mode,
    rewritten: surest([left.rewritten, right.rewritten]),
    scanned: surest([left.scanned, right.scanned]),
  };
}

function surest(all: readonly Certainty[]): Certainty {
  return all.includes('yes') ? 'yes' : all.includes('maybe') ? 'maybe' : 'no';
}
