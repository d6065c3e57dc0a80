import {
  type Disposable,
  EventEmitter,
  type TextDocumentContentProvider,
  type TextDocumentShowOptions,
  Uri,
  type ViewColumn,
  window,
  workspace,
} from 'vscode';

const SCHEME = 'alembic-report';

/** Read-only documents: what `alembic history`, `heads`, `branches` and `current` print, and the card of a run. */
export class ReportDocuments implements TextDocumentContentProvider, Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new EventEmitter<Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #registration = workspace.registerTextDocumentContentProvider(SCHEME, this);

  provideTextDocumentContent(uri: Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  /** Where one of these documents is visible already. */
  get column(): ViewColumn | undefined {
    return window.visibleTextEditors.find(({ document }) => document.uri.scheme === SCHEME)?.viewColumn;
  }

  /** Shows `text` in a tab of this title; a tab that is open already is refreshed. */
  async show(title: string, text: string, options: TextDocumentShowOptions = {}): Promise<void> {
    const uri = Uri.from({ scheme: SCHEME, path: `/${title}` });
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
    await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true, ...options });
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
