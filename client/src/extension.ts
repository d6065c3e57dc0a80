import { type ExtensionContext, window, workspace } from 'vscode';
import { registerCommands } from './commands/register-commands.ts';
import { DatabaseSecrets } from './database-secrets.ts';
import { AlembicClient } from './language-client.ts';
import { PreviewSelectionSync } from './preview-selection-sync.ts';
import { ReportDocuments } from './report-documents.ts';
import { SqlPreview } from './sql-preview.ts';
import { registerPreviewLinks } from './sql-preview-links.ts';
import { StatusBar } from './status-bar.ts';
import { DatabasesView } from './views/databases-view.ts';
import { RevisionsView } from './views/revisions-view.ts';
import { WorkspaceState } from './workspace-state.ts';

let running: AlembicClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel('Alembic', { log: true });
  /** For what happens by itself, where no command waits that could tell the user. */
  const report = (error: unknown): void =>
    log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const secrets = new DatabaseSecrets(context.secrets);
  const client = new AlembicClient(context, log, secrets);
  running = client;
  const state = new WorkspaceState(client, context.workspaceState, report);
  const preview = new SqlPreview(client);
  const reports = new ReportDocuments();
  const revisions = new RevisionsView(client, state, report);
  context.subscriptions.push(
    log,
    client,
    state,
    preview,
    reports,
    revisions,
    new PreviewSelectionSync(preview),
    registerPreviewLinks(preview),
    new DatabasesView(state, report),
    new StatusBar(state),
    registerCommands({ context, log, client, state, secrets, preview, reports, revisions }),
    workspace.onDidGrantWorkspaceTrust(() => {
      void client
        .request('alembic/trust', null)
        .then(() => state.refresh())
        .catch(report);
    }),
    workspace.onDidChangeWorkspaceFolders(() => void state.refresh().catch(report)),
  );
  await client.start();
  await state.refresh();
}

export async function deactivate(): Promise<void> {
  await running?.stop();
}
