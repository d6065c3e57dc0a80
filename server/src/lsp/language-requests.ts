import type {
  CancellationToken,
  CodeAction,
  CodeActionParams,
  Hover,
  HoverParams,
  InlayHintParams,
  PrepareRenameParams,
  ReferenceParams,
  RenameParams,
  TextDocumentIdentifier,
} from 'vscode-languageserver/node';
import { problemsIn, provideCodeActions } from '../features/provide-code-actions.ts';
import { provideCodeLens } from '../features/provide-code-lens.ts';
import { provideCompletion } from '../features/provide-completion.ts';
import { provideDefinition } from '../features/provide-definition.ts';
import { provideDocumentLinks } from '../features/provide-document-links.ts';
import { provideDocumentSymbols } from '../features/provide-document-symbols.ts';
import { provideHover } from '../features/provide-hover.ts';
import { provideKnownValueActions } from '../features/provide-known-value-actions.ts';
import { provideReferences } from '../features/provide-references.ts';
import { prepareRename, provideRename } from '../features/provide-rename.ts';
import { provideWorkspaceSymbols } from '../features/provide-workspace-symbols.ts';
import { answering } from './answering.ts';
import type { BodyLints } from './body-lints.ts';
import type { Databases } from './databases.ts';
import { pathOfUri } from './file-uri.ts';
import type { GitHistory } from './git-history.ts';
import type { OpenedRevisionFile, ServerState } from './server-state.ts';

/** Reading bodies and compiling them is loaded when a file is first asked about. */
const operationRequests = () => import('./operation-requests.ts');
const revisionLines = () => import('./operation-lines.ts');

/** Connects LSP's language features; in a document that is no revision file each answers with nothing. */
export function registerLanguageRequests(
  state: ServerState,
  databases: Databases,
  history: GitHistory,
  lints: BodyLints,
): void {
  const { connection } = state;
  registerReadingRequests(state, databases, history);
  connection.languages.inlayHint.on(
    answering(connection.console, 'textDocument/inlayHint', async (params: InlayHintParams) =>
      (await operationRequests()).inlayHints(state, databases, params),
    ),
  );
  connection.onCompletion(
    inRevisionFile(state, 'textDocument/completion', ({ snapshot, file }, { position }) =>
      provideCompletion(snapshot, file, position),
    ),
  );
  connection.onPrepareRename(
    inRevisionFile(
      state,
      'textDocument/prepareRename',
      ({ snapshot, file }, { position }: PrepareRenameParams) => prepareRename(snapshot, file, position),
    ),
  );
  connection.onRenameRequest(
    inRevisionFile(state, 'textDocument/rename', ({ snapshot, file }, { position, newName }: RenameParams) =>
      provideRename(snapshot, file, position, newName),
    ),
  );
  connection.onCodeAction(
    answering(connection.console, 'textDocument/codeAction', (params) =>
      codeActions(state, history, lints, params),
    ),
  );
}

async function codeActions(
  state: ServerState,
  history: GitHistory,
  lints: BodyLints,
  { textDocument, range, context }: CodeActionParams,
): Promise<CodeAction[]> {
  const path = pathOfUri(textDocument.uri);
  const actions: CodeAction[] = [];
  for (const { id, snapshot } of path === undefined ? [] : state.store.environmentsOfFile(path)) {
    const ignored = snapshot?.ignoredFiles.find((file) => file.path === path);
    const revisionFile = snapshot?.files.get(path ?? '');
    const file = revisionFile ?? ignored;
    if (snapshot === undefined || file === undefined) continue;
    const inBody = await lints.freshProblems(id, file.path);
    const problems = problemsIn([...snapshot.problems, ...inBody], file, range);
    const found = revisionFile && (await history.fixes(snapshot, revisionFile, problems));
    actions.push(...provideCodeActions(snapshot, file, problems, context.diagnostics, found));
    if (revisionFile === undefined) continue;
    const { fileSql } = await import('./file-sql.ts');
    const compiled = (['upgrade', 'downgrade'] as const).map((direction) =>
      fileSql(snapshot, revisionFile, direction),
    );
    actions.push(...provideKnownValueActions(snapshot, revisionFile, range, compiled));
  }
  return actions;
}

function registerReadingRequests(state: ServerState, databases: Databases, history: GitHistory): void {
  const { connection } = state;
  connection.onHover(
    inRevisionFile(state, 'textDocument/hover', (opened, params: HoverParams) =>
      hover(databases, history, opened, params),
    ),
  );
  connection.onDefinition(
    inRevisionFile(state, 'textDocument/definition', ({ snapshot, file }, { position }) => [
      ...provideDefinition(snapshot, file, position),
    ]),
  );
  connection.onReferences(
    inRevisionFile(
      state,
      'textDocument/references',
      ({ snapshot, file }, { position, context }: ReferenceParams) => [
        ...provideReferences(snapshot, file, position, context.includeDeclaration),
      ],
    ),
  );
  connection.onCodeLens(
    inRevisionFile(state, 'textDocument/codeLens', ({ snapshot, file }) => [
      ...provideCodeLens(snapshot, file),
    ]),
  );
  connection.onDocumentSymbol(
    inRevisionFile(state, 'textDocument/documentSymbol', ({ file }) => [...provideDocumentSymbols(file)]),
  );
  connection.onDocumentLinks(
    inRevisionFile(state, 'textDocument/documentLink', ({ snapshot, file }) => [
      ...provideDocumentLinks(snapshot, file),
    ]),
  );
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

async function hover(
  databases: Databases,
  history: GitHistory,
  opened: OpenedRevisionFile,
  { position }: HoverParams,
): Promise<Hover | null> {
  const { snapshot, file } = opened;
  const { major } = await databases.versionInUse(snapshot);
  const { operationLines } = await revisionLines();
  const ofRevision = await provideHover(snapshot, file, position, async (revision) => ({
    appliedOn: databases.appliedOn(snapshot, revision),
    operations: operationLines(snapshot, revision, major),
    addedBy: await history.addedBy(snapshot, revision),
  }));
  return ofRevision ?? (await operationRequests()).operationHover(databases, opened, { position });
}

function inRevisionFile<Params extends { readonly textDocument: TextDocumentIdentifier }, Result>(
  state: ServerState,
  method: string,
  provide: (opened: OpenedRevisionFile, params: Params) => Result | Promise<Result>,
): (params: Params, token: CancellationToken) => Promise<Result | null> {
  return answering(state.connection.console, method, (params: Params) => {
    const opened = state.revisionFile(params.textDocument.uri);
    return opened === undefined ? null : provide(opened, params);
  });
}
