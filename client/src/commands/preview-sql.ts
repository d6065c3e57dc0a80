import { window } from 'vscode';
import type {
  DatabaseArgument,
  EnvironmentArgument,
  RevisionArgument,
} from '../../../server/src/protocol/commands.ts';
import type { SqlPreviewParams } from '../../../server/src/protocol/preview-messages.ts';
import type { Services } from '../services.ts';
import { chooseEnvironment, chooseTarget } from './choose-environment.ts';
import { chooseRevision, revisionItems } from './choose-revision.ts';
import { requireTrust } from './trust.ts';

/** The SQL of a file, range or plan; without an argument, of the active revision file's `upgrade()`. */
export async function previewSql(
  services: Services,
  argument?: SqlPreviewParams | RevisionArgument,
): Promise<void> {
  if (argument !== undefined && isPreview(argument)) await services.preview.show(argument);
  else await previewRevision(services, argument, 'upgrade');
}

/** The SQL of a revision's `downgrade()`. */
export async function previewDowngradeSql(services: Services, argument?: RevisionArgument): Promise<void> {
  await previewRevision(services, argument, 'downgrade');
}

/** The SQL that an upgrade of the database would send now. */
export async function previewPendingSql(services: Services, argument?: DatabaseArgument): Promise<void> {
  if (!(await requireTrust('Preview Pending SQL'))) return;
  const target = await chooseTarget(services, argument);
  if (target === undefined) return;
  await services.preview.show({
    kind: 'pending',
    environment: target.environment.id,
    database: target.database.name,
  });
}

const BASE = 'base';

/** The SQL from one revision to another; downwards where the first is the newer one. */
export async function previewRangeSql(services: Services, argument?: EnvironmentArgument): Promise<void> {
  const environment = await chooseEnvironment(services, argument);
  if (environment === undefined) return;
  const newestFirst = await revisionItems(services, environment);
  const base = {
    label: '$(circle-outline) base',
    description: 'an empty database',
    detail: '',
    revision: BASE,
  };
  const pick = (placeHolder: string, offered: typeof newestFirst): Thenable<typeof base | undefined> =>
    window.showQuickPick(offered, { placeHolder, matchOnDescription: true });
  const from = await pick('From which revision? The database has it already', [base, ...newestFirst]);
  if (from === undefined) return;
  const others = [...newestFirst, base].filter(({ revision }) => revision !== from.revision);
  const to = await pick('To which revision?', others);
  if (to === undefined) return;
  const age = (revision: string): number =>
    revision === BASE ? newestFirst.length : newestFirst.findIndex((item) => item.revision === revision);
  await services.preview.show({
    kind: 'range',
    environment: environment.id,
    direction: age(to.revision) < age(from.revision) ? 'upgrade' : 'downgrade',
    range: `${from.revision}:${to.revision}`,
  });
}

async function previewRevision(
  services: Services,
  argument: RevisionArgument | undefined,
  direction: 'upgrade' | 'downgrade',
): Promise<void> {
  const chosen = await chooseRevision(services, argument, 'Whose SQL?', 'active file counts');
  if (chosen === undefined) return;
  const { environment, revision } = chosen;
  const { uri } = await services.client.request('alembic/revision', {
    environment: environment.id,
    revision,
  });
  await services.preview.show({ kind: 'file', uri, direction });
}

/** A row of the tree has a `kind` too: only previews have one of these. */
function isPreview(argument: SqlPreviewParams | RevisionArgument): argument is SqlPreviewParams {
  return 'kind' in argument && ['file', 'range', 'pending', 'plan'].includes(argument.kind);
}
