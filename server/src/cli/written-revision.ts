import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { NewRevision } from '../core/authoring/new-revision.ts';
import { renderRevision } from '../core/authoring/render-revision.ts';
import { CommandError } from '../core/script/command-error.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import { loadRevisionTemplates } from '../workspace/load-revision-templates.ts';
import { systemErrorCode } from '../workspace/system-error.ts';
import type { CommandContext, CommandResult, OptionValue } from './command.ts';

/** Twelve hexadecimal digits, as `alembic.util.rev_id` makes them. */
export function newRevisionId(option: OptionValue | undefined): string {
  return typeof option === 'string' ? option : randomUUID().replaceAll('-', '').slice(-12);
}

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
  if (rendered.warning !== undefined) context.progress(`warning: ${rendered.warning}`);
  return {
    exitCode: 0,
    text: `Generated ${revision.path}\n`,
    json: {
      revision: revision.id,
      down_revision: revision.downRevisions,
      branch_labels: revision.branchLabels,
      depends_on: revision.dependsOn,
      message: revision.message,
      path: revision.path,
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
