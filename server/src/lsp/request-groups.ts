import { chainRequests } from './chain-requests.ts';
import { databaseRequests } from './database-requests.ts';
import type { Databases } from './databases.ts';
import { lazyRequests } from './lazy-requests.ts';
import type { Requests } from './register-requests.ts';
import type { Runs } from './runs.ts';
import type { ServerState } from './server-state.ts';

/** A handler for every message of ours: one that is missing here does not compile. What few sessions ask for is lazy. */
export function requestGroups(state: ServerState, databases: Databases, runs: Runs): Requests {
  return {
    ...chainRequests(state, databases),
    ...databaseRequests(state, databases),
    ...lazyRequests(['alembic/sqlPreview', 'alembic/sqlScript'], async () =>
      (await import('./preview-requests.ts')).previewRequests(state, databases),
    ),
    ...lazyRequests(['alembic/templates', 'alembic/newRevision', 'alembic/merge', 'alembic/init'], async () =>
      (await import('./authoring-requests.ts')).authoringRequests(state),
    ),
    ...lazyRequests(['alembic/rebase'], async () =>
      (await import('./rebase-requests.ts')).rebaseRequests(state, databases),
    ),
    ...lazyRequests(['alembic/plan', 'alembic/run', 'alembic/endBlocker'], async () =>
      (await import('./run-requests.ts')).runRequests(state, databases, runs),
    ),
    ...lazyRequests(['alembic/runSeveral'], async () =>
      (await import('./several-requests.ts')).severalRequests(state, databases, runs),
    ),
    ...lazyRequests(['alembic/autogenerate', 'alembic/checkModels'], async () =>
      (await import('./model-requests.ts')).modelRequests(state, databases),
    ),
    ...lazyRequests(
      [
        'alembic/baseBranchTarget',
        'alembic/diagnose',
        'alembic/loadBaseline',
        'alembic/loadSchema',
        'alembic/matchSchema',
      ],
      async () => (await import('./repair-requests.ts')).repairRequests(state, databases),
    ),
  };
}
