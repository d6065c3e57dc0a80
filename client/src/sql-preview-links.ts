import { type Disposable, DocumentLink, languages, Range, Uri } from 'vscode';
import { PREVIEW_SCHEME, type SqlPreview } from './sql-preview.ts';
import { previewLinks } from './view-models/preview-sync.ts';

/** Makes every comment of a preview that names something unknown a link to the line that it comes from. */
export function registerPreviewLinks(preview: SqlPreview): Disposable {
  return languages.registerDocumentLinkProvider(
    { scheme: PREVIEW_SCHEME },
    {
      provideDocumentLinks: (document) => {
        const answer = preview.shown(document)?.answer;
        return previewLinks(answer?.statements ?? []).map(({ line, uri, target }) => {
          const { range } = document.lineAt(Math.min(line, document.lineCount - 1));
          const at = Uri.parse(uri).with({ fragment: `L${target.line + 1},${target.character + 1}` });
          const link = new DocumentLink(new Range(range.start, range.end), at);
          link.tooltip = 'Go to the line that this comes from';
          return link;
        });
      },
    },
  );
}
