import {
  type Disposable,
  EventEmitter,
  MarkdownString,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  window,
  workspace,
} from 'vscode';
import type { DatabaseSummary } from '../../../server/src/protocol/database-messages.ts';
import type { EnvironmentSummary } from '../../../server/src/protocol/environment-messages.ts';
import { themeIcon } from '../theme-icon.ts';
import {
  type DatabaseDetail,
  databaseDetails,
  databaseItem,
  databaseTooltip,
} from '../view-models/database-item.ts';
import { environmentItem } from '../view-models/environment-item.ts';
import type { WorkspaceState } from '../workspace-state.ts';

/** Rows of the view. They carry `environment` and `database`, so a row is a command's argument as it stands. */
export type DatabasesRow =
  | { readonly kind: 'environment'; readonly environment: string; readonly summary: EnvironmentSummary }
  | {
      readonly kind: 'database';
      readonly environment: string;
      readonly database: string;
      readonly summary: DatabaseSummary;
    }
  | {
      readonly kind: 'detail';
      readonly environment: string;
      readonly database: string;
      readonly detail: DatabaseDetail;
      readonly id: string;
    };

/** The view Databases: each configured or found database, with where it stands once it was asked. */
export class DatabasesView implements TreeDataProvider<DatabasesRow>, Disposable {
  readonly #state: WorkspaceState;
  readonly #changed = new EventEmitter<DatabasesRow | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: TreeView<DatabasesRow>;
  readonly #subscriptions: Disposable[];

  constructor(state: WorkspaceState, report: (error: unknown) => void) {
    this.#state = state;
    this.#view = window.createTreeView('alembicWorkbench.databases', { treeDataProvider: this });
    this.#subscriptions = [
      this.#view,
      this.#changed,
      state.onDidChange(() => this.#changed.fire(undefined)),
      // To open a database is to ask it; one that stays closed is never connected to.
      this.#view.onDidExpandElement(({ element }) => {
        if (element.kind !== 'database') return;
        void state.askStatus(element.environment, element.database).catch(report);
      }),
    ];
  }

  getChildren(row?: DatabasesRow): DatabasesRow[] {
    if (row === undefined) {
      if (!workspace.isTrusted) return [];
      const shown = this.#state.environments.filter((summary) => summary.scriptLocationUri !== undefined);
      if (shown.length === 1 && shown[0] !== undefined) return this.#databases(shown[0]);
      return shown.map((summary) => ({ kind: 'environment', environment: summary.id, summary }));
    }
    switch (row.kind) {
      case 'environment':
        return this.#databases(row.summary);
      case 'database':
        return this.#details(row.environment, row.summary);
      case 'detail':
        return [];
    }
  }

  getTreeItem(row: DatabasesRow): TreeItem {
    switch (row.kind) {
      case 'environment': {
        const item = new TreeItem(row.summary.name, TreeItemCollapsibleState.Expanded);
        item.id = row.environment;
        item.iconPath = themeIcon(environmentItem(row.summary).icon);
        item.contextValue = 'environment';
        return item;
      }
      case 'database':
        return this.#databaseTreeItem(row.environment, row.summary);
      case 'detail':
        return detailTreeItem(row);
    }
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #databases(environment: EnvironmentSummary): DatabasesRow[] {
    return this.#state.databases(environment.id).map((summary) => ({
      kind: 'database',
      environment: environment.id,
      database: summary.name,
      summary,
    }));
  }

  #details(environment: string, summary: DatabaseSummary): DatabasesRow[] {
    const details = databaseDetails(summary, this.#state.status(environment, summary.name));
    return details.map((detail, index) => ({
      kind: 'detail',
      environment,
      database: summary.name,
      detail,
      id: `${environment}#${summary.name}#${index}`,
    }));
  }

  #databaseTreeItem(id: string, summary: DatabaseSummary): TreeItem {
    const environment = this.#state.environment(id);
    const selected =
      environment !== undefined && this.#state.selectedDatabase(environment)?.name === summary.name;
    const view = databaseItem(summary, this.#state.status(id, summary.name), selected);
    const item = new TreeItem(
      view.label,
      selected ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed,
    );
    item.id = `${id}#${summary.name}`;
    item.description = this.#state.isAsking(id, summary.name) ? 'asking…' : view.description;
    item.iconPath = themeIcon(view.icon);
    item.contextValue = view.contextValue;
    item.tooltip = new MarkdownString(
      databaseTooltip(summary, this.#state.status(id, summary.name), selected),
      true,
    );
    item.accessibilityInformation = { label: view.accessibilityLabel };
    return item;
  }
}

function detailTreeItem({
  environment,
  database,
  detail,
  id,
}: Extract<DatabasesRow, { kind: 'detail' }>): TreeItem {
  const item = new TreeItem(detail.label);
  item.id = id;
  item.description = detail.description;
  item.iconPath = themeIcon(detail.icon);
  item.tooltip =
    detail.tooltip ?? [detail.label, detail.description].filter((part) => part !== '').join(' — ');
  if (detail.revision !== undefined) {
    item.command = {
      title: 'Open Revision',
      command: 'alembicWorkbench.openRevision',
      arguments: [{ environment, revision: detail.revision }],
    };
  } else if (detail.leadsTo === 'repair') {
    item.command = {
      title: 'Repair Database…',
      command: 'alembicWorkbench.repairDatabase',
      arguments: [{ environment, database }],
    };
  } else if (detail.leadsTo === 'problems') {
    item.command = { title: 'Show Problems', command: 'workbench.actions.view.problems' };
  }
  return item;
}
