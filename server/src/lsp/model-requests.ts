import { readFile } from 'node:fs/promises';
import { URI } from 'vscode-uri';
import type { AlembicQuestion } from '../alembic/ask-alembic.ts';
import { autogenerate, checkModels } from '../alembic/model-changes.ts';
import { alembicObstacle } from '../alembic/run-with-alembic.ts';
import { hasEmptyBody } from '../core/lint/function-body.ts';
import { scanRevisionHeader } from '../core/python/header-scanner.ts';
import { CommandError } from '../core/script/command-error.ts';
import type {
  AutogenerateAnswer,
  AutogenerateParams,
  ModelCheckAnswer,
} from '../protocol/authoring-messages.ts';
import type { DatabaseParams } from '../protocol/database-messages.ts';
import { decodePythonSource } from '../workspace/decode-python-source.ts';
import { newRevisionId } from '../workspace/new-revision-id.ts';
import type { Databases } from './databases.ts';
import { ownAlembic } from './own-alembic.ts';
import { reached } from './reached.ts';
import type { Requests } from './register-requests.ts';
import type { ServerState } from './server-state.ts';
import { untilCancelled } from './until-cancelled.ts';

/** What only the application's models can tell, asked of the user's own alembic. Nothing here changes a database. */
export function modelRequests(
  state: ServerState,
  databases: Databases,
): Pick<Requests, 'alembic/autogenerate' | 'alembic/checkModels'> {
  return {
    'alembic/autogenerate': (params, token) =>
      untilCancelled(token, async (signal) =>
        generated(state, await asking(state, databases, params), params, signal),
      ),
    'alembic/checkModels': (params, token) =>
      untilCancelled(token, async (signal) => checked(await asking(state, databases, params), signal)),
  };
}

type Asking = Omit<AlembicQuestion, 'invocation'>;

/** Throws CommandError `untrusted`, `unknown-database`, `no-alembic` or `alembic-cannot-run`. */
async function asking(state: ServerState, databases: Databases, params: DatabaseParams): Promise<Asking> {
  const reachable = await databases.reachable(params.environment, params.database);
  const { configPath } = state.snapshot(params.environment).config;
  const settings = await state.settings.read(URI.file(configPath).toString());
  const alembic = await ownAlembic(state, params.environment, reachable, settings);
  if ('problem' in alembic) throw new CommandError('no-alembic', alembic.problem);
  const { database, target, password } = reachable;
  const isConfiguredUrl = database.summary.source === 'config';
  const obstacle = alembicObstacle({ ...alembic, target, isConfiguredUrl });
  if (obstacle !== undefined) throw new CommandError('alembic-cannot-run', obstacle);
  return { ...alembic, database: { target, open: { password } } };
}

/** Throws CommandError `autogenerate-failed` or `unreachable`. */
async function generated(
  { store }: ServerState,
  question: Asking,
  params: AutogenerateParams,
  signal: AbortSignal,
): Promise<AutogenerateAnswer> {
  const revisionId = newRevisionId();
  const request = { ...params, revisionId, splice: false, branchLabel: undefined, dependsOn: [] };
  const answer = await reached(() => autogenerate(question, request, signal));
  if (!answer.ok) throw new CommandError('autogenerate-failed', `No revision was made. ${answer.message}`);
  const { path, detected } = answer;
  // Who asks about the revision next finds it, however late the editor tells of the file.
  store.filesChanged([{ path, kind: 'created' }]);
  await store.settled();
  return {
    uri: URI.file(path).toString(),
    revision: revisionId,
    detected,
    isEmpty: await changesNothing(path),
  };
}

/** Throws CommandError `check-failed` or `unreachable`. */
async function checked(question: Asking, signal: AbortSignal): Promise<ModelCheckAnswer> {
  const answer = await reached(() => checkModels(question, signal));
  if (!answer.ok) throw new CommandError('check-failed', answer.message);
  return { upToDate: answer.upToDate, detected: answer.detected };
}

/** Whether `upgrade()` of a revision file does nothing. */
async function changesNothing(path: string): Promise<boolean> {
  const source = decodePythonSource(await readFile(path));
  if (source.kind !== 'text') return false;
  const { upgradeSpan } = scanRevisionHeader(source.text);
  return upgradeSpan !== undefined && hasEmptyBody(source.text, upgradeSpan);
}
