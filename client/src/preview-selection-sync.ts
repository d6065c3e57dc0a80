import {
  type Disposable,
  Range,
  type TextEditor,
  type TextEditorDecorationType,
  TextEditorRevealType,
  ThemeColor,
  window,
  workspace,
} from 'vscode';
import type { Range as ProtocolRange } from '../../server/src/protocol/position.ts';
import { PREVIEW_SCHEME, type SqlPreview } from './sql-preview.ts';
import { previewRanges, statementAtLine, statementsOfSource } from './view-models/preview-sync.ts';

type Scrolling = 'reveal' | 'keep';

/** Shows, beside the selection in a revision file, the SQL that comes from it, and the other way round. */
export class PreviewSelectionSync implements Disposable {
  readonly #preview: SqlPreview;
  readonly #mark: TextEditorDecorationType = window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new ThemeColor('editor.rangeHighlightBackground'),
  });
  readonly #subscriptions: readonly Disposable[];

  constructor(preview: SqlPreview) {
    this.#preview = preview;
    this.#subscriptions = [
      window.onDidChangeTextEditorSelection(({ textEditor }) => this.#follow(textEditor, 'reveal')),
      // What was marked stands elsewhere after a refresh; where the user has scrolled to stays.
      workspace.onDidChangeTextDocument(({ document }) => {
        const active = window.activeTextEditor;
        if (document.uri.scheme === PREVIEW_SCHEME && active !== undefined) this.#follow(active, 'keep');
      }),
    ];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#mark.dispose();
  }

  /** Only the editor that has the focus leads; otherwise each side would answer the other. */
  #follow(textEditor: TextEditor, scrolling: Scrolling): void {
    if (textEditor !== window.activeTextEditor) return;
    if (textEditor.document.uri.scheme === PREVIEW_SCHEME) this.#markSource(textEditor, scrolling);
    else this.#markPreviews(textEditor, scrolling);
  }

  #markPreviews(source: TextEditor, scrolling: Scrolling): void {
    for (const editor of window.visibleTextEditors) {
      const shown = this.#preview.shown(editor.document);
      if (shown === undefined) continue;
      const { start, end } = source.selection;
      const uri = source.document.uri.toString();
      const statements = statementsOfSource(shown.answer.statements, uri, start.line, end.line);
      this.#show(editor, previewRanges(statements), scrolling);
    }
    source.setDecorations(this.#mark, []);
  }

  #markSource(previewEditor: TextEditor, scrolling: Scrolling): void {
    const shown = this.#preview.shown(previewEditor.document);
    if (shown === undefined) return;
    const statement = statementAtLine(shown.answer.statements, previewEditor.selection.active.line);
    for (const editor of window.visibleTextEditors) {
      if (editor.document.uri.scheme === PREVIEW_SCHEME) continue;
      const own = statement !== undefined && statement.uri === editor.document.uri.toString();
      this.#show(editor, own ? [statement.range] : [], scrolling);
    }
    previewEditor.setDecorations(this.#mark, []);
  }

  #show(editor: TextEditor, ranges: readonly ProtocolRange[], scrolling: Scrolling): void {
    const marked = ranges.map(
      ({ start, end }) => new Range(start.line, start.character, end.line, end.character),
    );
    editor.setDecorations(this.#mark, marked);
    const first = marked[0];
    if (first === undefined || scrolling === 'keep') return;
    editor.revealRange(first, TextEditorRevealType.InCenterIfOutsideViewport);
  }
}
