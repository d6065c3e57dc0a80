import { type QuickPickItem, window, workspace } from 'vscode';
import type { DatabaseSummary } from '../../../server/src/protocol/database-messages.ts';
import type { BackupScope } from '../../../server/src/protocol/run-messages.ts';
import type { WorkbenchSettings } from '../../../server/src/protocol/settings.ts';

interface BackupItem extends QuickPickItem {
  readonly scope: BackupScope | undefined;
}

/** `none`: the run goes without. Undefined: the user gave the run up. */
export async function chooseBackup(
  database: DatabaseSummary,
  action: string,
): Promise<BackupScope | 'none' | undefined> {
  const wanted = workspace
    .getConfiguration('alembicWorkbench')
    .get<WorkbenchSettings['backup']>('backup', 'protected');
  const isAsked = wanted === 'always' || (wanted === 'protected' && database.protection === 'typed');
  if (!isAsked) return 'none';
  const embedded = database.source === 'embedded';
  const items: BackupItem[] = [
    {
      label: '$(archive) Back Up Everything',
      description: embedded ? 'a copy of its folder' : 'pg_dump, schema and rows',
      scope: 'all',
    },
    ...(embedded
      ? []
      : [
          {
            label: '$(symbol-structure) Back Up the Schema',
            description: 'pg_dump, no rows',
            scope: 'schema' as const,
          },
        ]),
    { label: '$(arrow-right) Go On Without a Backup', scope: undefined },
  ];
  const picked = await window.showQuickPick(items, {
    title: `${action} “${database.name}”`,
    placeHolder: 'What is backed up before the run?',
    ignoreFocusOut: true,
  });
  return picked === undefined ? undefined : (picked.scope ?? 'none');
}
