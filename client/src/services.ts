import type { ExtensionContext, LogOutputChannel } from 'vscode';
import type { DatabaseSecrets } from './database-secrets.ts';
import type { AlembicClient } from './language-client.ts';
import type { ReportDocuments } from './report-documents.ts';
import type { SqlPreview } from './sql-preview.ts';
import type { RevisionsView } from './views/revisions-view.ts';
import type { WorkspaceState } from './workspace-state.ts';

/** What every command is handed. */
export interface Services {
  readonly context: ExtensionContext;
  readonly log: LogOutputChannel;
  readonly client: AlembicClient;
  readonly state: WorkspaceState;
  readonly secrets: DatabaseSecrets;
  readonly preview: SqlPreview;
  readonly reports: ReportDocuments;
  readonly revisions: RevisionsView;
}
