import { URI } from 'vscode-uri';
import { slashPath } from '../workspace/slash-path.ts';

/** The `/` separated path of a `file:` URI; undefined for a document that is no file. */
export function pathOfUri(uri: string): string | undefined {
  const parsed = URI.parse(uri);
  return parsed.scheme === 'file' ? slashPath(parsed.fsPath) : undefined;
}
