import {
  type CancellationToken,
  type Disposable,
  EventEmitter,
  MarkdownString,
  type TextEditor,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  Uri,
  window,
} from 'vscode';
import type { AlembicCommands } from '../../../server/src/protocol/commands.ts';
import type { EnvironmentSummary } from '../../../server/src/protocol/environment-messages.ts';
import type { RevisionNode } from '../../../server/src/protocol/revision-messages.ts';
import type { AlembicClient } from '../language-client.ts';
import { themeIcon } from '../theme-icon.ts';
import { environmentItem } from '../view-models/environment-item.ts';
import { revisionItem } from '../view-models/revision-item.ts';
import { revisionTooltip } from '../view-models/revision-tooltip.ts';
import type { WorkspaceState } from '../workspace-state.ts';
import { RevisionPages } from './revision-pages.ts';

/** Rows of the view. They carry `environment` and `revision`, so a row is a command's argument as it stands. */
export type RevisionsRow =
  | { readonly kind: 'environment'; readonly environment: string; readonly summary: EnvironmentSummary }
  | { readonly kind: 'trouble'; readonly environment: string; readonly message: string; readonly uri: string }
  | RevisionRow
  | { readonly kind: 'older'; readonly environment: string; readonly left: number };

interface RevisionRow {
  readonly kind: 'revision';
  readonly environment: string;
  readonly revision: string;
  readonly uri: string;
  readonly node: RevisionNode;
}

/** The view Revisions: the chain of every environment, newest first, read page by page. */
export class RevisionsView implements TreeDataProvider<RevisionsRow>, Disposable {
  readonly #client: AlembicClient;
  readonly #state: WorkspaceState;
  readonly #pages: RevisionPages;
  readonly #changed = new EventEmitter<RevisionsRow | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: TreeView<RevisionsRow>;
  readonly #subscriptions: Disposable[];

  constructor(client: AlembicClient, state: WorkspaceState, report: (error: unknown) => void) {
    this.#client = client;
    this.#state = state;
    this.#pages = new RevisionPages(client, state);
    this.#view = window.createTreeView('alembicWorkbench.revisions', {
      treeDataProvider: this,
      showCollapseAll: false,
    });
    this.#subscriptions = [
      this.#view,
      this.#changed,
      state.onDidChange((change) => {
        if (change !== 'asking') this.#refresh();
      }),
      window.onDidChangeActiveTextEditor((editor) => void this.#revealFileOf(editor).catch(report)),
      this.#view.onDidChangeVisibility(() => void this.#revealFileOf(window.activeTextEditor).catch(report)),
    ];
  }

  async getChildren(row?: RevisionsRow): Promise<RevisionsRow[]> {
    if (row === undefined) {
      const shown = this.#state.state === 'ready' ? this.#state.environments : [];
      if (shown.length === 1 && shown[0] !== undefined) return this.#revisions(shown[0]);
      return shown.map((summary) => ({ kind: 'environment', environment: summary.id, summary }));
    }
    return row.kind === 'environment' ? this.#revisions(row.summary) : [];
  }

  getTreeItem(row: RevisionsRow): TreeItem {
    switch (row.kind) {
      case 'environment':
        return environmentTreeItem(row.summary);
      case 'trouble':
        return troubleTreeItem(row.message, row.uri);
      case 'revision':
        return revisionTreeItem(row);
      case 'older':
        return olderTreeItem(row);
    }
  }

  getParent(row: RevisionsRow): RevisionsRow | undefined {
    if (row.kind === 'environment' || this.#state.environments.length < 2) return undefined;
    const summary = this.#state.environment(row.environment);
    return summary === undefined ? undefined : { kind: 'environment', environment: summary.id, summary };
  }

  /** What the operations do and lock is asked for when the tooltip is opened, never for a whole page. */
  async resolveTreeItem(item: TreeItem, row: RevisionsRow, token: CancellationToken): Promise<TreeItem> {
    if (row.kind !== 'revision') return item;
    const { environment, revision } = row;
    const broken = row.node.errors.length > 0;
    // A broken id may stand for several files or none: what the row knows is all there is to tell.
    const node = broken
      ? row.node
      : await this.#client.request('alembic/revision', { environment, revision }, token);
    // The answer is about no database; the row knows where the selected one stands.
    item.tooltip = markdown(revisionTooltip({ ...node, state: row.node.state }));
    return item;
  }

  /** Adds a page to what is shown of an environment. */
  showOlder(environment: string): void {
    this.#pages.showMore(environment);
    this.#refresh();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #refresh(): void {
    this.#pages.forget();
    const environments = this.#state.environments;
    this.#view.description = environments.length === 1 ? describe(environments[0]) : '';
    this.#changed.fire(undefined);
  }

  async #revisions(summary: EnvironmentSummary): Promise<RevisionsRow[]> {
    const environment = summary.id;
    if (summary.trouble !== undefined) {
      return [{ kind: 'trouble', environment, message: summary.trouble.message, uri: summary.configUri }];
    }
    const { nodes, total } = await this.#pages.read(summary);
    const rows: RevisionsRow[] = nodes.map((node) => revisionRow(environment, node));
    if (total > nodes.length) rows.push({ kind: 'older', environment, left: total - nodes.length });
    return rows;
  }

  async #revealFileOf(editor: TextEditor | undefined): Promise<void> {
    if (!this.#view.visible || editor === undefined || editor.document.languageId !== 'python') return;
    const uri = editor.document.uri.toString();
    const found = await this.#client.request('alembic/revisionOfFile', { uri });
    if (found === null) return;
    const summary = this.#state.environment(found.environment);
    if (summary === undefined || window.activeTextEditor !== editor) return;
    const grown = await this.#pages.showUntil(summary, uri);
    if (grown) this.#changed.fire(undefined);
    await this.#view.reveal(revisionRow(found.environment, found.revision), { select: true, focus: false });
  }
}

function revisionRow(environment: string, node: RevisionNode): RevisionRow {
  return { kind: 'revision', environment, revision: node.revision, uri: node.uri, node };
}

function environmentTreeItem(summary: EnvironmentSummary): TreeItem {
  const { label, description, icon } = environmentItem(summary);
  const item = new TreeItem(label, TreeItemCollapsibleState.Expanded);
  item.id = summary.id;
  item.description = description;
  item.iconPath = themeIcon(icon);
  item.contextValue = 'environment';
  return item;
}

function troubleTreeItem(message: string, uri: string): TreeItem {
  const item = new TreeItem(message);
  item.iconPath = themeIcon({ id: 'warning', color: 'problemsWarningIcon.foreground' });
  item.tooltip = message;
  item.command = { title: 'Open Configuration', command: 'vscode.open', arguments: [Uri.parse(uri)] };
  return item;
}

function revisionTreeItem(row: RevisionRow): TreeItem {
  const view = revisionItem(row.node);
  const item = new TreeItem(view.label);
  // Two files may claim one id while the chain is broken; the file tells them apart.
  item.id = `${row.environment}#${row.uri}`;
  item.description = view.description;
  item.iconPath = themeIcon(view.icon);
  item.contextValue = view.contextValue;
  item.accessibilityInformation = { label: view.accessibilityLabel };
  const argument: AlembicCommands['alembicWorkbench.openRevision'] = [
    { environment: row.environment, revision: row.revision, uri: row.uri },
  ];
  item.command = {
    title: 'Open Revision',
    command: 'alembicWorkbench.openRevision',
    arguments: [...argument],
  };
  return item;
}

function olderTreeItem(row: { readonly environment: string; readonly left: number }): TreeItem {
  const item = new TreeItem('Older revisions…');
  item.id = `${row.environment}#older`;
  item.description = String(row.left);
  item.iconPath = themeIcon({ id: 'ellipsis', color: undefined });
  item.command = {
    title: 'Show Older Revisions',
    command: 'alembicWorkbench.showOlderRevisions',
    arguments: [{ environment: row.environment }],
  };
  return item;
}

function describe(summary: EnvironmentSummary | undefined): string {
  return summary?.trouble !== undefined || summary === undefined ? '' : environmentItem(summary).description;
}

function markdown(text: string): MarkdownString {
  return new MarkdownString(text, true);
}
