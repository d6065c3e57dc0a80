import type { RunCard } from '../core/plan/run-card.ts';

/** The card of a run as `--format json` prints it. */
export function runCardJson(card: RunCard): unknown {
  const { decision, blocked, engine, server, timeouts, window, dryRunObstacle } = card;
  return {
    decision,
    blocked: blocked ?? null,
    engine: engine.name,
    engine_reason: engine.reason,
    dry_run_obstacle: dryRunObstacle ?? null,
    server:
      server === undefined
        ? null
        : {
            kind: server.kind,
            product: server.product,
            is_replica: server.isReplica,
            is_read_only: server.isReadOnly,
            pooler: server.pooler,
          },
    lock_timeout: timeouts.lock ?? null,
    statement_timeout: timeouts.statement ?? null,
    window:
      window === undefined
        ? null
        : {
            text: window.window.text,
            open: window.state.open,
            changes_at: window.state.changesAt?.toISOString() ?? null,
          },
    cautions: card.cautions,
    tables: card.tables.map((table) => ({
      table: table.qualified,
      bytes: table.bytes ?? null,
      row_estimate: table.rows ?? null,
      lock: table.lock,
      rewritten: table.rewritten,
      scanned: table.scanned,
      revisions: table.revisions,
    })),
    sessions: card.sessions.map(({ lock, givesWay, pid, ...session }) => ({
      pid: pid ?? null,
      ...session,
      locked: lock?.relation ?? null,
      mode: lock?.mode ?? null,
      gives_way: givesWay,
    })),
    steps: card.steps.map(({ statements, ...step }) => ({
      ...step,
      statements: statements.map(({ effects, ...statement }) => ({
        ...statement,
        locks: effects.locks.map(({ table, mode, rewritten, scanned }) => ({
          table: table ?? null,
          mode,
          rewritten,
          scanned,
        })),
        blocks: effects.blocks,
        note: effects.note ?? null,
      })),
    })),
    gaps: card.gaps,
  };
}
