import type { Hover, HoverParams, InlayHint, InlayHintParams } from 'vscode-languageserver/node';
import { runSettings } from '../core/plan/run-settings.ts';
import { type FileOperation, fileOperations } from '../core/postgresql/effects/file-operations.ts';
import { FollowedFacts } from '../core/postgresql/effects/followed-facts.ts';
import type { ServerVersion } from '../core/postgresql/effects/operation-markdown.ts';
import { settledFacts } from '../core/postgresql/effects/schema-facts.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import { provideInlayHints } from '../features/provide-inlay-hints.ts';
import { provideOperationHover } from '../features/provide-operation-hover.ts';
import type { Databases } from './databases.ts';
import { fileSql } from './file-sql.ts';
import type { OpenedRevisionFile, ServerState } from './server-state.ts';

/** The hints at the ends of lines that say what an operation locks. */
export async function inlayHints(
  state: ServerState,
  databases: Databases,
  { textDocument, range }: InlayHintParams,
): Promise<InlayHint[]> {
  const opened = state.revisionFile(textDocument.uri);
  if (opened === undefined) return [];
  const settings = await state.settingsOf(opened.snapshot);
  if (settings.inlayHints === 'off') return [];
  const version = databases.versions.inUse(opened.snapshot.id, settings);
  const operations = operationsOf(opened, version);
  return [...provideInlayHints(opened.file, operations, version, settings.inlayHints, range)];
}

/** What the operation under the cursor does; null where none is. */
export async function operationHover(
  databases: Databases,
  opened: OpenedRevisionFile,
  { position }: Pick<HoverParams, 'position'>,
): Promise<Hover | null> {
  const version = await databases.versionInUse(opened.snapshot);
  return provideOperationHover(opened.file, operationsOf(opened, version), version, position);
}

function operationsOf(
  { snapshot, file }: Pick<OpenedRevisionFile, 'snapshot' | 'file'>,
  { major }: ServerVersion,
): readonly FileOperation[] {
  const before = factsBefore(snapshot);
  const upgraded = new FollowedFacts(before);
  const upgrade = fileOperations(fileSql(snapshot, file, 'upgrade'), major, upgraded);
  const downgrading = new FollowedFacts(settledFacts(upgraded));
  return [...upgrade, ...fileOperations(fileSql(snapshot, file, 'downgrade'), major, downgrading)];
}

/** What env.py does on the connection before any revision, such as setting the time zone. */
function factsBefore({ envScript }: EnvironmentSnapshot): FollowedFacts {
  const facts = new FollowedFacts();
  for (const sql of runSettings(envScript).statementsBefore) facts.follow(sql);
  return facts;
}
