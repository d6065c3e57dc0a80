// Written by scripts/measured-effects.mjs from test/fixtures/locks/postgres-locks.json. Change those and run it again.
import type { LockMode } from './lock-mode.ts';

/** What a relation is to a statement: the one it names, or one that it reaches through it. */
export type Role =
  | 'table'
  | 'referenced'
  | 'referencing'
  | 'partition'
  | 'sequence'
  | 'source'
  | 'view'
  | 'user'
  | 'contained';

/** What a form of statement does from a major version of PostgreSQL on, up to the next entry. */
export interface MeasuredEffect {
  readonly since: number;
  readonly locks: Partial<Readonly<Record<Role, LockMode>>>;
  readonly rewrites?: readonly Role[];
  readonly scans?: readonly Role[];
}

/** The newest major version that was measured; what it does is taken for newer ones too. */
export const NEWEST_MEASURED = 18;

/** Measured through pg_locks, relfilenodes and scan counters on PostgreSQL 10 to 18. */
const MEASURED = {
  'add-column': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' } }],
  'add-column-constant-default': [
    { since: 10, locks: { table: 'ACCESS EXCLUSIVE' }, rewrites: ['table'], scans: ['table'] },
    { since: 11, locks: { table: 'ACCESS EXCLUSIVE' } },
  ],
  'add-column-volatile-default': [
    { since: 10, locks: { table: 'ACCESS EXCLUSIVE' }, rewrites: ['table'], scans: ['table'] },
  ],
  'add-column-sequence-default': [
    {
      since: 10,
      locks: { sequence: 'ROW EXCLUSIVE', table: 'ACCESS EXCLUSIVE' },
      rewrites: ['table'],
      scans: ['table'],
    },
  ],
  'add-column-serial': [
    { since: 10, locks: { table: 'ACCESS EXCLUSIVE' }, rewrites: ['table'], scans: ['table'] },
  ],
  'add-column-identity': [
    { since: 10, locks: { table: 'ACCESS EXCLUSIVE' }, rewrites: ['table'], scans: ['table'] },
  ],
  'add-column-stored': [
    { since: 12, locks: { table: 'ACCESS EXCLUSIVE' }, rewrites: ['table'], scans: ['table'] },
  ],
  'add-column-virtual': [{ since: 18, locks: { table: 'ACCESS EXCLUSIVE' } }],
  'add-column-constrained-domain': [
    { since: 10, locks: { table: 'ACCESS EXCLUSIVE' }, rewrites: ['table'], scans: ['table'] },
  ],
  'column-references': [
    { since: 10, locks: { referenced: 'SHARE ROW EXCLUSIVE', table: 'ACCESS EXCLUSIVE' } },
  ],
  'column-default-references': [
    {
      since: 11,
      locks: { referenced: 'SHARE ROW EXCLUSIVE', table: 'ACCESS EXCLUSIVE' },
      scans: ['referenced', 'table'],
    },
  ],
  'column-unique': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' }, scans: ['table'] }],
  'column-check': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' }, scans: ['table'] }],
  'drop-column': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' } }],
  'drop-column-foreign-key': [
    { since: 10, locks: { referenced: 'ACCESS EXCLUSIVE', table: 'ACCESS EXCLUSIVE' } },
  ],
  'set-default': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' } }],
  'set-default-sequence': [
    { since: 10, locks: { table: 'ACCESS EXCLUSIVE' } },
    { since: 15, locks: { sequence: 'ACCESS SHARE', table: 'ACCESS EXCLUSIVE' } },
    { since: 16, locks: { table: 'ACCESS EXCLUSIVE' } },
  ],
  'drop-default': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' } }],
  'set-not-null': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' }, scans: ['table'] }],
  'set-not-null-proven': [
    { since: 10, locks: { table: 'ACCESS EXCLUSIVE' }, scans: ['table'] },
    { since: 12, locks: { table: 'ACCESS EXCLUSIVE' } },
  ],
  'drop-not-null': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' } }],
  'alter-type-rewrite': [
    { since: 10, locks: { table: 'ACCESS EXCLUSIVE' }, rewrites: ['table'], scans: ['table'] },
  ],
  'alter-type-free': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' } }],
  'alter-type-timestamp-utc': [
    { since: 10, locks: { table: 'ACCESS EXCLUSIVE' }, rewrites: ['table'], scans: ['table'] },
    { since: 12, locks: { table: 'ACCESS EXCLUSIVE' } },
  ],
  'alter-type-checked': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' }, scans: ['table'] }],
  'alter-type-collation': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' }, scans: ['table'] }],
  'alter-type-referenced': [
    {
      since: 10,
      locks: { table: 'ACCESS EXCLUSIVE', referencing: 'ACCESS EXCLUSIVE' },
      rewrites: ['table'],
      scans: ['table'],
    },
  ],
  'set-statistics': [{ since: 10, locks: { table: 'SHARE UPDATE EXCLUSIVE' } }],
  'set-column-options': [{ since: 10, locks: { table: 'SHARE UPDATE EXCLUSIVE' } }],
  'set-storage': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' } }],
  'set-compression': [{ since: 14, locks: { table: 'ACCESS EXCLUSIVE' } }],
  'add-identity': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' } }],
  'set-expression': [
    { since: 17, locks: { table: 'ACCESS EXCLUSIVE' }, rewrites: ['table'], scans: ['table'] },
  ],
  'drop-expression': [{ since: 13, locks: { table: 'ACCESS EXCLUSIVE' } }],
  'add-check': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' }, scans: ['table'] }],
  'add-check-not-valid': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' } }],
  'add-check-not-enforced': [{ since: 18, locks: { table: 'ACCESS EXCLUSIVE' } }],
  'add-not-null': [{ since: 18, locks: { table: 'ACCESS EXCLUSIVE' }, scans: ['table'] }],
  'add-not-null-not-valid': [{ since: 18, locks: { table: 'ACCESS EXCLUSIVE' } }],
  'validate-check': [{ since: 10, locks: { table: 'SHARE UPDATE EXCLUSIVE' }, scans: ['table'] }],
  'validate-foreign-key': [
    {
      since: 10,
      locks: { referenced: 'ROW SHARE', table: 'SHARE UPDATE EXCLUSIVE' },
      scans: ['referenced', 'table'],
    },
  ],
  'add-foreign-key': [
    {
      since: 10,
      locks: { referenced: 'SHARE ROW EXCLUSIVE', table: 'SHARE ROW EXCLUSIVE' },
      scans: ['table'],
    },
  ],
  'add-foreign-key-not-valid': [
    { since: 10, locks: { referenced: 'SHARE ROW EXCLUSIVE', table: 'SHARE ROW EXCLUSIVE' } },
  ],
  'add-foreign-key-not-enforced': [
    { since: 18, locks: { referenced: 'SHARE ROW EXCLUSIVE', table: 'SHARE ROW EXCLUSIVE' } },
  ],
  'add-foreign-key-partitioned': [
    {
      since: 18,
      locks: {
        referenced: 'SHARE ROW EXCLUSIVE',
        table: 'SHARE ROW EXCLUSIVE',
        partition: 'SHARE ROW EXCLUSIVE',
      },
    },
  ],
  'add-unique': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' }, scans: ['table'] }],
  'add-unique-using-index': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' } }],
  'add-primary-key': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' }, scans: ['table'] }],
  'add-primary-key-using-index': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' }, scans: ['table'] }],
  'add-exclude': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' }, scans: ['table'] }],
  'drop-constraint': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' } }],
  'drop-foreign-key': [{ since: 10, locks: { referenced: 'ACCESS EXCLUSIVE', table: 'ACCESS EXCLUSIVE' } }],
  'drop-key-cascade': [
    { since: 10, locks: { referencing: 'ACCESS EXCLUSIVE', table: 'ACCESS EXCLUSIVE' }, scans: ['table'] },
  ],
  'alter-constraint': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' } }],
  'alter-constraint-not-enforced': [
    { since: 18, locks: { referenced: 'ACCESS EXCLUSIVE', table: 'ACCESS EXCLUSIVE' } },
  ],
  'alter-constraint-enforced': [{ since: 18, locks: { table: 'ACCESS EXCLUSIVE' } }],
  rename: [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' } }],
  'set-schema': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' } }],
  'owner-to': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' } }],
  'trigger-state': [{ since: 10, locks: { table: 'SHARE ROW EXCLUSIVE' } }],
  'row-security': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' } }],
  'weak-parameters': [{ since: 10, locks: { table: 'SHARE UPDATE EXCLUSIVE' } }],
  'strong-parameters': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' } }],
  'replica-identity': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' } }],
  'cluster-on': [{ since: 10, locks: { table: 'SHARE UPDATE EXCLUSIVE' } }],
  'set-logged': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' }, rewrites: ['table'], scans: ['table'] }],
  'same-tablespace': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' } }],
  'attach-partition': [
    { since: 10, locks: { table: 'ACCESS EXCLUSIVE', partition: 'ACCESS EXCLUSIVE' }, scans: ['partition'] },
    {
      since: 12,
      locks: { table: 'SHARE UPDATE EXCLUSIVE', partition: 'ACCESS EXCLUSIVE' },
      scans: ['partition'],
    },
  ],
  'detach-partition': [
    { since: 10, locks: { table: 'ACCESS EXCLUSIVE', partition: 'SHARE UPDATE EXCLUSIVE' } },
    { since: 14, locks: { table: 'ACCESS EXCLUSIVE', partition: 'ACCESS EXCLUSIVE' } },
  ],
  'create-partition': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' } }],
  'create-index': [{ since: 10, locks: { table: 'SHARE' }, scans: ['table'] }],
  'create-index-partitioned': [
    { since: 11, locks: { table: 'SHARE', partition: 'SHARE' }, scans: ['partition'] },
  ],
  'drop-index': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' } }],
  reindex: [{ since: 10, locks: { table: 'SHARE' }, scans: ['table'] }],
  'create-table': [{ since: 10, locks: {} }],
  'create-table-references': [{ since: 10, locks: { referenced: 'SHARE ROW EXCLUSIVE' } }],
  'create-table-as': [{ since: 10, locks: { source: 'ACCESS SHARE' }, scans: ['source'] }],
  'create-table-like': [{ since: 10, locks: { source: 'ACCESS SHARE' } }],
  'drop-table': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE', referenced: 'ACCESS EXCLUSIVE' } }],
  'drop-table-cascade': [
    {
      since: 10,
      locks: {
        referencing: 'ACCESS EXCLUSIVE',
        view: 'ACCESS EXCLUSIVE',
        referenced: 'ACCESS EXCLUSIVE',
        table: 'ACCESS EXCLUSIVE',
      },
    },
  ],
  truncate: [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' } }],
  'truncate-cascade': [{ since: 10, locks: { referencing: 'ACCESS EXCLUSIVE', table: 'ACCESS EXCLUSIVE' } }],
  'create-trigger': [{ since: 10, locks: { table: 'SHARE ROW EXCLUSIVE' } }],
  'drop-trigger': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' } }],
  'create-rule': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' } }],
  'create-policy': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' } }],
  'create-view': [{ since: 10, locks: { source: 'ACCESS SHARE' } }],
  'replace-view': [{ since: 10, locks: { source: 'ACCESS SHARE', view: 'ACCESS EXCLUSIVE' } }],
  'change-view': [{ since: 10, locks: { view: 'ACCESS EXCLUSIVE' } }],
  'create-materialized-view': [{ since: 10, locks: { source: 'ACCESS SHARE' }, scans: ['source'] }],
  refresh: [
    {
      since: 10,
      locks: { view: 'ACCESS EXCLUSIVE', source: 'ACCESS SHARE' },
      rewrites: ['view'],
      scans: ['source', 'view'],
    },
  ],
  'refresh-concurrently': [
    { since: 10, locks: { view: 'EXCLUSIVE', source: 'ACCESS SHARE' }, scans: ['source', 'view'] },
  ],
  comment: [{ since: 10, locks: { table: 'SHARE UPDATE EXCLUSIVE' } }],
  'create-statistics': [{ since: 10, locks: { table: 'SHARE UPDATE EXCLUSIVE' } }],
  analyze: [{ since: 10, locks: { table: 'SHARE UPDATE EXCLUSIVE' } }],
  cluster: [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' }, rewrites: ['table'], scans: ['table'] }],
  'catalog-only': [{ since: 10, locks: {} }],
  'drop-type-cascade': [{ since: 10, locks: { user: 'ACCESS EXCLUSIVE' } }],
  'domain-constraint': [{ since: 10, locks: { user: 'SHARE' }, scans: ['user'] }],
  update: [{ since: 10, locks: { table: 'ROW EXCLUSIVE' }, scans: ['table'] }],
  'copy-from': [{ since: 10, locks: { table: 'ROW EXCLUSIVE' } }],
  'select-for-update': [{ since: 10, locks: { source: 'ROW SHARE' } }],
  grant: [
    { since: 10, locks: {} },
    { since: 18, locks: { table: 'ACCESS SHARE' } },
  ],
  publication: [{ since: 10, locks: { table: 'SHARE UPDATE EXCLUSIVE' } }],
  'alter-sequence': [{ since: 10, locks: { sequence: 'SHARE ROW EXCLUSIVE' } }],
  'sequence-owned-by': [{ since: 10, locks: { sequence: 'SHARE ROW EXCLUSIVE', source: 'ACCESS SHARE' } }],
  'set-sequence-value': [{ since: 10, locks: { sequence: 'ROW EXCLUSIVE' } }],
} satisfies Record<string, readonly MeasuredEffect[]>;

/** From PostgreSQL's manual: what cannot be measured inside a transaction. */
const DOCUMENTED = {
  'column-not-null': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' }, scans: ['table'] }],
  'column-primary-key': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' }, scans: ['table'] }],
  'validate-not-null': [{ since: 18, locks: { table: 'SHARE UPDATE EXCLUSIVE' }, scans: ['table'] }],
  'set-tablespace': [
    { since: 10, locks: { table: 'ACCESS EXCLUSIVE' }, rewrites: ['table'], scans: ['table'] },
  ],
  'set-access-method': [
    { since: 15, locks: { table: 'ACCESS EXCLUSIVE' }, rewrites: ['table'], scans: ['table'] },
  ],
  'detach-concurrently': [
    { since: 14, locks: { table: 'SHARE UPDATE EXCLUSIVE', partition: 'ACCESS EXCLUSIVE' } },
  ],
  'create-index-concurrently': [{ since: 10, locks: { table: 'SHARE UPDATE EXCLUSIVE' }, scans: ['table'] }],
  'drop-index-concurrently': [{ since: 10, locks: { table: 'SHARE UPDATE EXCLUSIVE' } }],
  'reindex-concurrently': [{ since: 12, locks: { table: 'SHARE UPDATE EXCLUSIVE' }, scans: ['table'] }],
  inherit: [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE', source: 'SHARE UPDATE EXCLUSIVE' } }],
  vacuum: [{ since: 10, locks: { table: 'SHARE UPDATE EXCLUSIVE' }, scans: ['table'] }],
  'vacuum-full': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' }, rewrites: ['table'], scans: ['table'] }],
  'lock-table': [{ since: 10, locks: { table: 'ACCESS EXCLUSIVE' } }],
  insert: [{ since: 10, locks: { table: 'ROW EXCLUSIVE' } }],
  merge: [{ since: 15, locks: { table: 'ROW EXCLUSIVE' }, scans: ['table'] }],
  read: [{ since: 10, locks: { source: 'ACCESS SHARE' } }],
  'drop-schema-cascade': [{ since: 10, locks: { contained: 'ACCESS EXCLUSIVE' } }],
} satisfies Record<string, readonly MeasuredEffect[]>;

export type EffectForm = keyof typeof MEASURED | keyof typeof DOCUMENTED;

export const EFFECTS: Readonly<Record<EffectForm, readonly MeasuredEffect[]>> = {
  ...MEASURED,
  ...DOCUMENTED,
};
