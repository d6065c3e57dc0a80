import type { Connection, TextDocumentPositionParams } from 'vscode-languageserver/node';
import { provideCodeActions } from '../features/provide-code-actions.ts';
import { provideCodeLens } from '../features/provide-code-lens.ts';
import { provideCompletion } from '../features/provide-completion.ts';
import { provideDefinition } from '../features/provide-definition.ts';
import { provideDocumentLinks } from '../features/provide-document-links.ts';
import { provideDocumentSymbols } from '../features/provide-document-symbols.ts';
import { provideHover } from '../features/provide-hover.ts';
import { provideReferences } from '../features/provide-references.ts';
import { prepareRename, provideRename } from '../features/provide-rename.ts';
import { provideWorkspaceSymbols } from '../features/provide-workspace-symbols.ts';
import { answering } from './answering.ts';
import { pathOfUri } from './file-uri.ts';
import type { OpenedRevisionFile, ServerState } from './server-state.ts';

/** Connects LSP's language features; in a document that is no revision file each answers with nothing. */
export function registerLanguageRequests(state: ServerState): void {
  const { connection } = state;
  registerPositionRequests(connection, state);
  registerDocumentRequests(connection, state);
  connection.onWorkspaceSymbol(
    answering(connection.console, 'workspace/symbol', ({ query }) => {
      const snapshots = state.store.environments.map(({ snapshot }) => snapshot);
      return [
        ...provideWorkspaceSymbols(
          snapshots.filter((snapshot) => snapshot !== undefined),
          query,
        ),
      ];
    }),
  );
}

function registerPositionRequests(connection: Connection, state: ServerState): void {
  const log = connection.console;
  const at = <Params extends TextDocumentPositionParams, Result, Otherwise>(
    provide: (opened: OpenedRevisionFile, params: Params) => Result,
    otherwise: Otherwise,
  ): ((params: Params) => Result | Otherwise) => {
    return (params) => {
      const opened = state.revisionFile(params.textDocument.uri);
      return opened === undefined ? otherwise : provide(opened, params);
    };
  };
  connection.onHover(
    answering(
      log,
      'textDocument/hover',
      at(({ snapshot, file }, { position }) => provideHover(snapshot, file, position), null),
    ),
  );
  connection.onDefinition(
    answering(
      log,
      'textDocument/definition',
      at(({ snapshot, file }, { position }) => [...provideDefinition(snapshot, file, position)], null),
    ),
  );
  connection.onReferences((params, token) =>
    answering(
      log,
      'textDocument/references',
      at(
        ({ snapshot, file }, { position }) => [
          ...provideReferences(snapshot, file, position, params.context.includeDeclaration),
        ],
        null,
      ),
    )(params, token),
  );
  connection.onCompletion(
    answering(
      log,
      'textDocument/completion',
      at(({ snapshot, file }, { position }) => provideCompletion(snapshot, file, position), null),
    ),
  );
  connection.onPrepareRename(
    answering(
      log,
      'textDocument/prepareRename',
      at(({ snapshot, file }, { position }) => prepareRename(snapshot, file, position), null),
    ),
  );
  connection.onRenameRequest((params, token) =>
    answering(
      log,
      'textDocument/rename',
      at(({ snapshot, file }, { position }) => provideRename(snapshot, file, position, params.newName), null),
    )(params, token),
  );
}

function registerDocumentRequests(connection: Connection, state: ServerState): void {
  const log = connection.console;
  connection.onCodeLens(
    answering(log, 'textDocument/codeLens', ({ textDocument }) => {
      const opened = state.revisionFile(textDocument.uri);
      return opened === undefined ? null : [...provideCodeLens(opened.snapshot, opened.file)];
    }),
  );
  connection.onDocumentSymbol(
    answering(log, 'textDocument/documentSymbol', ({ textDocument }) => {
      const opened = state.revisionFile(textDocument.uri);
      return opened === undefined ? null : [...provideDocumentSymbols(opened.file)];
    }),
  );
  connection.onDocumentLinks(
    answering(log, 'textDocument/documentLink', ({ textDocument }) => {
      const opened = state.revisionFile(textDocument.uri);
      return opened === undefined ? null : [...provideDocumentLinks(opened.snapshot, opened.file)];
    }),
  );
  connection.onCodeAction(
    answering(log, 'textDocument/codeAction', ({ textDocument, range, context }) => {
      const path = pathOfUri(textDocument.uri);
      const environments = path === undefined ? [] : state.store.environmentsOfFile(path);
      return environments.flatMap(({ snapshot }) => {
        const file =
          path === undefined
            ? undefined
            : (snapshot?.files.get(path) ?? snapshot?.ignoredFiles.find((ignored) => ignored.path === path));
        if (snapshot === undefined || file === undefined) return [];
        return [...provideCodeActions(snapshot, file, range, context.diagnostics)];
      });
    }),
  );
}
