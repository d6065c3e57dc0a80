import type { IndexBuild } from '../protocol/run-messages.ts';
import { DatabaseError, SQL_STATE } from './database-error.ts';
import type { DatabaseSession, Row } from './database-session.ts';

const BUILD = `
  SELECT phase, lockers_total::text, lockers_done::text, blocks_total::text, blocks_done::text,
    tuples_total::text, tuples_done::text,
    CASE WHEN index_relid = 0 THEN '' ELSE index_relid::regclass::text END AS index
  FROM pg_catalog.pg_stat_progress_create_index WHERE pid = $1::int4`;

/** How far the index is that a server process builds; undefined where it builds none, or the server is older than 12. */
export async function readIndexBuild(session: DatabaseSession, pid: number): Promise<IndexBuild | undefined> {
  try {
    const [row] = await session.query(BUILD, [String(pid)]);
    return row === undefined ? undefined : indexBuild(row);
  } catch (error) {
    if (error instanceof DatabaseError && error.sqlState === SQL_STATE.undefinedTable) return undefined;
    throw error;
  }
}

/** The counters of other phases keep their last values, so the phase says which one counts. */
function indexBuild(row: Row): IndexBuild {
  const phase = row.phase ?? '';
  const unit = phase.startsWith('waiting') ? 'lockers' : Number(row.blocks_total) > 0 ? 'blocks' : 'tuples';
  return {
    index: row.index ?? '',
    phase,
    unit,
    done: Number(row[`${unit}_done`] ?? 0),
    total: Number(row[`${unit}_total`] ?? 0),
  };
}
