import type { ClientCapabilities, Connection } from 'vscode-languageserver/node';

/** Asks the editor to ask for hints again, however often it is called in one turn. */
export function hintRefresher(
  connection: Connection,
  { workspace }: ClientCapabilities,
  log: (error: unknown) => void,
): () => void {
  if (workspace?.inlayHint?.refreshSupport !== true) return () => undefined;
  let isAsked = false;
  return () => {
    if (isAsked) return;
    isAsked = true;
    setImmediate(() => {
      isAsked = false;
      connection.languages.inlayHint.refresh().catch(log);
    });
  };
}
