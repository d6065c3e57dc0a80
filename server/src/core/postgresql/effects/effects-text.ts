import type { Certainty, StatementEffects, TableLock } from './statement-effects.ts';

const MOST_TABLES = 3;

/** The strongest locks and what is done under them, e.g. `ACCESS EXCLUSIVE orders · rewrites`. */
export function effectsText(effects: StatementEffects): string {
  if (effects.blocks === 'not known') return 'locks not known';
  const [strongest] = effects.locks;
  if (strongest === undefined) return 'no lock on existing tables';
  const tables = effects.locks.filter(({ mode }) => mode === strongest.mode).map(lockedTable);
  const more = tables.length > MOST_TABLES ? ` and ${tables.length - MOST_TABLES} more` : '';
  const named = `${strongest.mode} ${tables.slice(0, MOST_TABLES).join(', ')}${more}`;
  return [named, ...workTexts(effects)].join(' · ');
}

/** What is done to the rows, in words; rewriting includes reading. */
export function workTexts({
  rewrites,
  scans,
}: Pick<StatementEffects, 'rewrites' | 'scans'>): readonly string[] {
  const rewriting = worded(rewrites, 'rewrites', 'may rewrite');
  if (rewrites === 'yes') return rewriting;
  return [...rewriting, ...(rewrites === scans ? [] : worded(scans, 'scans', 'may scan'))];
}

function worded(certainty: Certainty, yes: string, maybe: string): readonly string[] {
  return certainty === 'no' ? [] : [certainty === 'yes' ? yes : maybe];
}

const UNNAMED: Readonly<Partial<Record<TableLock['role'], string>>> = {
  table: 'its table',
  referenced: 'the referenced table',
  sequence: 'its sequence',
  user: 'tables that use it',
  contained: 'everything in it',
};

/** The name of a locked relation, or what it is to the statement. */
export function lockedTable({ table, role }: TableLock): string {
  return table ?? UNNAMED[role] ?? 'a table';
}
