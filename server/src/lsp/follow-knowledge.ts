import type { ProjectKnowledge } from '../core/operations/project-knowledge.ts';
import type { AlembicNotifications } from '../protocol/messages.ts';
import type { ServerState } from './server-state.ts';

/**
 * Has everything that shows SQL asked for again where an imported module or a known value changed: which revisions that
 * concerns is not looked up.
 */
export function followKnowledge({ connection, store }: ServerState, refreshHints: () => void): void {
  const known = new Map<string, ProjectKnowledge>();
  store.onDidChange(({ environments }) => {
    let changed = false;
    for (const id of environments) {
      const knowledge = store.environment(id)?.snapshot?.knowledge;
      const before = known.get(id);
      if (knowledge !== undefined) known.set(id, knowledge);
      changed ||= before !== undefined && before !== knowledge;
    }
    if (!changed) return;
    refreshHints();
    const params: AlembicNotifications['alembic/sqlPreviewChanged'] = { uri: null };
    // A notification that cannot be sent means that the client is gone.
    void connection.sendNotification('alembic/sqlPreviewChanged', params);
  });
}
