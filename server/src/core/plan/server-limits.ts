import type { ServerFacts } from './database-facts.ts';

/** Why nothing can be written on a server; undefined where it can. */
export function writeObstacle({ isReplica, isReadOnly }: ServerFacts): string | undefined {
  if (isReplica) {
    return 'This server is a read replica: it takes no changes. Connect to the primary, e.g. with target_session_attrs=read-write in the URL.';
  }
  if (isReadOnly) {
    return 'New transactions on this connection are read-only (transaction_read_only is on). Use a role, database or server that may write.';
  }
  return undefined;
}

/**
 * True where a session's advisory lock and settings cannot be relied on: the runner then locks the rows of the version
 * table in each transaction, and sets everything for that transaction only.
 */
export function lacksSession({ kind, pooler }: ServerFacts): boolean {
  return pooler !== 'none' || kind === 'yugabytedb' || kind === 'cockroachdb';
}

const ROW_LOCKS =
  'The runner does not rely on it: each transaction locks the rows of the version table and compares them first.';

/** What a run cannot rely on there, each as a sentence or two. Empty for PostgreSQL itself. */
export function serverLimits(facts: ServerFacts): readonly string[] {
  const { kind, pooler, product } = facts;
  switch (kind) {
    case 'citus':
      return [
        ...poolerLimits(pooler),
        'Citus: the lock against a second runner holds on this node only; run from one coordinator.',
        'Citus: some forms of ALTER TABLE, and unique or foreign keys without the distribution column, are refused on distributed tables. Sizes and locks shown are those of this node, not of its shards.',
      ];
    case 'yugabytedb':
      return [
        `${product}: session advisory locks are missing or not reliable. ${ROW_LOCKS}`,
        `${product}: unless ysql_yb_ddl_transaction_block_enabled is on, each DDL statement commits by itself, so a revision that fails half-way stays half in.`,
        `${product}: not every form of ALTER TABLE is supported; some rebuild the whole table.`,
      ];
    case 'cockroachdb':
      return [
        `${product}: advisory locks are accepted and do nothing. ${ROW_LOCKS}`,
        `${product}: schema changes of a transaction are made after its COMMIT and may fail then, with the rest kept and the version table already changed.`,
        `${product}: forms of ALTER TABLE differ, several of them cannot run inside a transaction, and locks are not those of PostgreSQL.`,
      ];
    case 'postgresql':
      return poolerLimits(pooler);
  }
}

function poolerLimits(pooler: ServerFacts['pooler']): readonly string[] {
  switch (pooler) {
    case 'none':
      return [];
    case 'transaction':
      return [
        `A pooler hands out server connections per transaction here (PgBouncer's pool_mode=transaction): session locks and settings do not hold. ${ROW_LOCKS} Better connect to the server itself.`,
      ];
    case 'unknown':
      return [
        `A pooler or proxy stands between here and the server; whether it keeps a session together is not to be seen. ${ROW_LOCKS}`,
      ];
  }
}
