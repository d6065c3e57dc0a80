import { provideDatabaseStatus } from '../features/provide-database-status.ts';
import { provideReport } from '../features/provide-report.ts';
import type { DatabaseStatus } from '../protocol/database-messages.ts';
import type { AlembicNotifications } from '../protocol/messages.ts';
import type { Databases } from './databases.ts';
import type { Requests } from './register-requests.ts';
import type { ServerState } from './server-state.ts';

const MOST_RUNS = 50;
/** As many as the view shows below a database. */
const SHOWN_RUNS = 5;

/** What the views ask about databases. Nothing here changes one. */
export function databaseRequests(
  state: ServerState,
  databases: Databases,
): Pick<
  Requests,
  | 'alembic/databases'
  | 'alembic/databaseStatus'
  | 'alembic/selectDatabase'
  | 'alembic/sealingKey'
  | 'alembic/testConnection'
  | 'alembic/runs'
  | 'alembic/report'
  | 'alembic/trust'
> {
  return {
    'alembic/databases': async ({ environment }) =>
      (await databases.list(environment)).map(({ summary }) => summary),
    'alembic/databaseStatus': ({ environment, database }) => status(state, databases, environment, database),
    'alembic/selectDatabase': ({ environment, database }) => {
      databases.versions.select(environment, database);
      return null;
    },
    'alembic/sealingKey': () => state.secrets.key,
    'alembic/testConnection': (params) => databases.test(params),
    'alembic/runs': async ({ environment, database }) => {
      const known = (await databases.list(environment)).find(({ summary }) => summary.name === database);
      return known === undefined ? [] : databases.runs(known, MOST_RUNS);
    },
    'alembic/report': async ({ environment, report, database }) => {
      const snapshot = state.snapshot(environment);
      const rows =
        report === 'current' && database !== undefined
          ? await databases.currentRows(snapshot, await databases.reachable(environment, database))
          : undefined;
      return { text: provideReport(snapshot, report, rows) };
    },
    'alembic/trust': () => {
      state.trust();
      for (const { id } of state.store.environments) {
        const params: AlembicNotifications['alembic/databasesChanged'] = { environment: id };
        void state.connection.sendNotification('alembic/databasesChanged', params);
      }
      return null;
    },
  };
}

async function status(
  state: ServerState,
  databases: Databases,
  environment: string,
  database: string,
): Promise<DatabaseStatus> {
  const snapshot = state.snapshot(environment);
  const known = (await databases.list(environment)).find(({ summary }) => summary.name === database);
  const lastRuns = known === undefined ? [] : await databases.runs(known, SHOWN_RUNS);
  if (!state.isTrusted) {
    const message = 'The workspace is not trusted, so nothing connects.';
    const idle = {
      condition: 'not-connected',
      message,
      serverVersion: undefined,
      currentRevisions: [],
    } as const;
    return provideDatabaseStatus(snapshot, database, idle, lastRuns);
  }
  const reachable = await databases.reachable(environment, database);
  const read = await databases.read(snapshot, reachable);
  const edited = await databases.edited(snapshot, reachable.database, read);
  return provideDatabaseStatus(snapshot, database, read, lastRuns, edited);
}
