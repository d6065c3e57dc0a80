import {
  type CancellationToken,
  type Disposable,
  EventEmitter,
  type TextDocument,
  type TextDocumentContentProvider,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import type { SqlPreviewAnswer, SqlPreviewParams } from '../../server/src/protocol/preview-messages.ts';
import type { AlembicClient } from './language-client.ts';
import { previewName } from './view-models/preview-name.ts';
import { previewFailure, previewText } from './view-models/preview-text.ts';

/** Scheme of the read-only documents that show SQL. */
export const PREVIEW_SCHEME = 'alembic-sql';

const PREVIEW_KINDS: readonly SqlPreviewParams['kind'][] = ['file', 'range', 'pending', 'plan'];

/** The SQL beside a revision file, read anew while the user types. The document's URI holds what it shows. */
export class SqlPreview implements TextDocumentContentProvider, Disposable {
  readonly #client: AlembicClient;
  readonly #changed = new EventEmitter<Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #answers = new Map<string, SqlPreviewAnswer>();
  readonly #subscriptions: Disposable[];

  constructor(client: AlembicClient) {
    this.#client = client;
    this.#subscriptions = [
      this.#changed,
      workspace.registerTextDocumentContentProvider(PREVIEW_SCHEME, this),
      client.onSqlPreviewChanged(({ uri }) =>
        this.#refresh((params) => uri === null || (params.kind === 'file' && params.uri === uri)),
      ),
      client.onEnvironmentsChanged(() => this.#refresh((params) => params.kind !== 'file')),
      client.onDatabasesChanged(() => this.#refresh((params) => params.kind === 'pending')),
      client.onRestarted(() => this.#refresh(() => true)),
      workspace.onDidCloseTextDocument((document) => this.#answers.delete(document.uri.toString())),
    ];
  }

  async provideTextDocumentContent(uri: Uri, token: CancellationToken): Promise<string> {
    const params = previewParams(uri);
    if (params === undefined) throw new Error('This document is not a SQL preview of Alembic Workbench.');
    try {
      const answer = await this.#client.request('alembic/sqlPreview', params, token);
      this.#answers.set(uri.toString(), answer);
      return previewText(answer);
    } catch (error) {
      this.#answers.delete(uri.toString());
      if (token.isCancellationRequested) throw error;
      return previewFailure(previewName(params), error instanceof Error ? error.message : String(error));
    }
  }

  /** Opens the preview beside the active editor, which keeps the focus. */
  async show(params: SqlPreviewParams): Promise<void> {
    const document = await workspace.openTextDocument(previewUri(params));
    await window.showTextDocument(document, {
      viewColumn: this.#columnOf(document) ?? ViewColumn.Beside,
      preserveFocus: true,
      preview: true,
    });
  }

  /** What the active editor shows if it is a preview, else what a visible preview shows. */
  active(): SqlPreviewParams | undefined {
    const editors = [window.activeTextEditor, ...window.visibleTextEditors];
    const active = window.activeTextEditor;
    const isOther = active !== undefined && active.document.uri.scheme !== PREVIEW_SCHEME;
    const source = isOther ? active.document.uri.toString() : undefined;
    const shown = editors
      .filter((editor) => editor?.document.uri.scheme === PREVIEW_SCHEME)
      .map((editor) => editor && previewParams(editor.document.uri))
      .filter((params) => params !== undefined);
    return shown.find((params) => params.kind !== 'file' || source === undefined || params.uri === source);
  }

  /** The last answer that a preview document shows, and the file that it is of. */
  shown(document: TextDocument): { params: SqlPreviewParams; answer: SqlPreviewAnswer } | undefined {
    const params = document.uri.scheme === PREVIEW_SCHEME ? previewParams(document.uri) : undefined;
    const answer = this.#answers.get(document.uri.toString());
    return params === undefined || answer === undefined ? undefined : { params, answer };
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #refresh(concerns: (params: SqlPreviewParams) => boolean): void {
    for (const { uri } of workspace.textDocuments) {
      if (uri.scheme !== PREVIEW_SCHEME) continue;
      const params = previewParams(uri);
      if (params !== undefined && concerns(params)) this.#changed.fire(uri);
    }
  }

  /** Where this preview, or else another, is visible already. */
  #columnOf(document: TextDocument): ViewColumn | undefined {
    const previews = window.visibleTextEditors.filter(
      (editor) => editor.document.uri.scheme === PREVIEW_SCHEME,
    );
    return (previews.find((editor) => editor.document === document) ?? previews[0])?.viewColumn;
  }
}

function previewUri(params: SqlPreviewParams): Uri {
  return Uri.from({ scheme: PREVIEW_SCHEME, path: `/${previewName(params)}`, query: JSON.stringify(params) });
}

function previewParams(uri: Uri): SqlPreviewParams | undefined {
  const value: unknown = JSON.parse(uri.query);
  return isPreviewParams(value) ? value : undefined;
}

function isPreviewParams(value: unknown): value is SqlPreviewParams {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  return PREVIEW_KINDS.some((kind) => kind === value.kind);
}
