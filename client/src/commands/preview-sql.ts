import type { DatabaseArgument, RevisionArgument } from '../../../server/src/protocol/commands.ts';
import type { SqlPreviewParams } from '../../../server/src/protocol/preview-messages.ts';
import type { Services } from '../services.ts';
import { chooseTarget } from './choose-environment.ts';
import { chooseRevision } from './choose-revision.ts';
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
