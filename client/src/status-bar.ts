import {
  type Disposable,
  MarkdownString,
  StatusBarAlignment,
  type StatusBarItem,
  window,
  workspace,
} from 'vscode';
import { statusBarText } from './view-models/status-bar-text.ts';
import type { WorkspaceState } from './workspace-state.ts';

/** The one status-bar item: hidden until an environment is known; selecting it selects the database. */
export class StatusBar implements Disposable {
  readonly #item: StatusBarItem = window.createStatusBarItem('alembicWorkbench', StatusBarAlignment.Left, 20);
  readonly #subscription: Disposable;
  readonly #state: WorkspaceState;

  constructor(state: WorkspaceState) {
    this.#state = state;
    this.#item.name = 'Alembic';
    this.#item.command = 'alembicWorkbench.selectDatabase';
    this.#subscription = state.onDidChange(() => this.#show());
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#item.dispose();
  }

  #show(): void {
    const environment = this.#state.activeEnvironment;
    if (environment === undefined || environment.scriptLocationUri === undefined) {
      this.#item.hide();
      return;
    }
    const database = this.#state.selectedDatabase(environment)?.name;
    const { text, tooltip, accessibilityLabel } = statusBarText({
      environment,
      database,
      status: database === undefined ? undefined : this.#state.status(environment.id, database),
      trusted: workspace.isTrusted,
      busy: database !== undefined && this.#state.isAsking(environment.id, database),
    });
    this.#item.text = text;
    this.#item.tooltip = new MarkdownString(tooltip, true);
    this.#item.accessibilityInformation = { label: accessibilityLabel };
    this.#item.show();
  }
}
