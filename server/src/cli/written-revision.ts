import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { NewRevision } from '../core/authoring/new-revision.ts';
import { notRunFor } from '../core/authoring/not-run-for.ts';
import { renderRevision } from '../core/authoring/render-revision.ts';
import { CommandError } from '../core/script/command-error.ts';
import type { Revision } from '../core/script/revision.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import { loadRevisionTemplates } from '../workspace/load-revision-templates.ts';
import { systemErrorCode } from '../workspace/system-error.ts';
import type { CommandContext, CommandResult, OptionValue } from './command.ts';

/** Renders a planned revision, writes its file and says so. Throws CommandError `cannot-write`; nothing is overwritten. */
export async function writtenRevision(
  snapshot: EnvironmentSnapshot,
  revision: NewRevision,
  template: OptionValue | undefined,
  context: CommandContext,
): Promise<CommandResult> {
  const templates = loadRevisionTemplates({
    ...context.templateFolders,
    scriptLocation: snapshot.config.scriptLocation,
  });
  const rendered = renderRevision(templates, typeof template === 'string' ? template : undefined, revision);
  await write(revision.path, rendered.text);
  for (const warning of [rendered.warning, notRunFor(snapshot.config)]) {
    if (warning !== undefined) context.progress(`warning: ${warning}`);
  }
  return writtenAnswer({ ...revision, revision: revision.id });
}

/** The answer about a revision whose file has been written, by whichever means. */
export function writtenAnswer({
  revision,
  downRevisions,
  branchLabels,
  dependsOn,
  message,
  path,
}: Revision): CommandResult {
  return {
    exitCode: 0,
    text: `Generated ${path}\n`,
    json: {
      revision,
      down_revision: downRevisions,
      branch_labels: branchLabels,
      depends_on: dependsOn,
      message,
      path,
    },
  };
}

async function write(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    throw new CommandError('cannot-write', `${path} cannot be written (${code}). No revision was made.`, {
      path,
    });
  }
}
