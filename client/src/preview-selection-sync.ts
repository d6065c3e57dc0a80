import {
  type Disposable,
  Range,
  type TextEditor,
  type TextEditorDecorationType,
  TextEditorRevealType,
  type TextEditorSelectionChangeEvent,
  ThemeColor,
  window,
} from 'vscode';
import type { Range as ProtocolRange } from '../../server/src/protocol/position.ts';
import { PREVIEW_SCHEME, type SqlPreview } from './sql-preview.ts';
import { previewRanges, statementAtLine, statementsOfSource } from './view-models/preview-sync.ts';

/** Shows, beside the selection in a revision file, the SQL that comes from it, and the other way round. */
export class PreviewSelectionSync implements Disposable {
  readonly #preview: SqlPreview;
  readonly #mark: TextEditorDecorationType = window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new ThemeColor('editor.rangeHighlightBackground'),
  });
  readonly #subscription: Disposable;

  constructor(preview: SqlPreview) {
    this.#preview = preview;
    this.#subscription = window.onDidChangeTextEditorSelection((event) => this.#follow(event));
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#mark.dispose();
  }

  /** Only the editor that has the focus leads; otherwise each side would answer the other. */
  #follow({ textEditor }: TextEditorSelectionChangeEvent): void {
    if (textEditor !== window.activeTextEditor) return;
    if (textEditor.document.uri.scheme === PREVIEW_SCHEME) this.#markSource(textEditor);
    else this.#markPreviews(textEditor);
  }

  #markPreviews(source: TextEditor): void {
    for (const editor of window.visibleTextEditors) {
      const shown = this.#preview.shown(editor.document);
      if (shown === undefined) continue;
      const { start, end } = source.selection;
      const uri = source.document.uri.toString();
      const statements = statementsOfSource(shown.answer.statements, uri, start.line, end.line);
      this.#show(editor, previewRanges(statements));
    }
    source.setDecorations(this.#mark, []);
  }

  #markSource(previewEditor: TextEditor): void {
    const shown = this.#preview.shown(previewEditor.document);
    if (shown === undefined) return;
    const statement = statementAtLine(shown.answer.statements, previewEditor.selection.active.line);
    for (const editor of window.visibleTextEditors) {
      if (editor.document.uri.scheme === PREVIEW_SCHEME) continue;
      const own = statement !== undefined && statement.uri === editor.document.uri.toString();
      this.#show(editor, own ? [statement.range] : []);
    }
    previewEditor.setDecorations(this.#mark, []);
  }

  #show(editor: TextEditor, ranges: readonly ProtocolRange[]): void {
    const marked = ranges.map(
      ({ start, end }) => new Range(start.line, start.character, end.line, end.character),
    );
    editor.setDecorations(this.#mark, marked);
    const first = marked[0];
    if (first !== undefined) editor.revealRange(first, TextEditorRevealType.InCenterIfOutsideViewport);
  }
}
