import { env, window } from 'vscode';
import type { RevisionArgument } from '../../../server/src/protocol/commands.ts';
import type { Services } from '../services.ts';
import { chooseRevision } from './choose-revision.ts';

const SHOWN_MILLISECONDS = 3000;

/** Copies the full id of a revision. */
export async function copyRevisionId(services: Services, argument?: RevisionArgument): Promise<void> {
  const chosen = await chooseRevision(
    services,
    argument,
    'Copy the id of which revision?',
    'active file counts',
  );
  if (chosen === undefined) return;
  await env.clipboard.writeText(chosen.revision);
  window.setStatusBarMessage(`Copied ${chosen.revision}`, SHOWN_MILLISECONDS);
}
