import { type QuickPickItem, window, workspace } from 'vscode';
import type { DatabaseSummary } from '../../../server/src/protocol/database-messages.ts';
import type { BackupScope } from '../../../server/src/protocol/run-messages.ts';
import type { WorkbenchSettings } from '../../../server/src/protocol/settings.ts';

interface BackupItem extends QuickPickItem {
  readonly scope: BackupScope | undefined;
}

/** Whether a backup is offered before a run on a database, as the setting and its protection say. */
export function offersBackup({ protection }: DatabaseSummary): boolean {
  const wanted = workspace
    .getConfiguration('alembicWorkbench')
    .get<WorkbenchSettings['backup']>('backup', 'protected');
  return wanted === 'always' || (wanted === 'protected' && protection === 'typed');
}

/** `none`: the run goes without. Undefined: the user gave the run up. */
export async function chooseBackup(
  database: DatabaseSummary,
  action: string,
): Promise<BackupScope | 'none' | undefined> {
  return chooseBackupOf(offersBackup(database) ? [database] : [], action);
}

/** Asks once for all of `databases`, which are those that a backup is offered for; nothing is asked for none. */
export async function chooseBackupOf(
  databases: readonly DatabaseSummary[],
  action: string,
): Promise<BackupScope | 'none' | undefined> {
  if (databases.length === 0) return 'none';
  const isEmbedded = databases.every(({ source }) => source === 'embedded');
  const schema: BackupItem = {
    label: '$(symbol-structure) Back Up the Schema',
    description: 'pg_dump, no rows',
    scope: 'schema',
  };
  const items: BackupItem[] = [
    {
      label: '$(archive) Back Up Everything',
      description: isEmbedded ? 'a copy of its folder' : 'pg_dump, schema and rows',
      scope: 'all',
    },
    ...(isEmbedded ? [] : [schema]),
    { label: '$(arrow-right) Go On Without a Backup', scope: undefined },
  ];
  const picked = await window.showQuickPick(items, {
    title: `${action} ${databases.map(({ name }) => `“${name}”`).join(', ')}`,
    placeHolder: 'What is backed up before the run?',
    ignoreFocusOut: true,
  });
  return picked === undefined ? undefined : (picked.scope ?? 'none');
}
