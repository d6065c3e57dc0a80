import { join, resolve } from 'node:path';
import { URI } from 'vscode-uri';
import { initEnvironment } from '../core/authoring/init-environment.ts';
import { planMerge } from '../core/authoring/merge-revision.ts';
import { type NewRevision, planNewRevision } from '../core/authoring/new-revision.ts';
import { notRunFor } from '../core/authoring/not-run-for.ts';
import { renderRevision, templateChoices } from '../core/authoring/render-revision.ts';
import type { RevisionTemplates } from '../core/authoring/revision-template.ts';
import { ConfigError } from '../core/config/config-error.ts';
import { mergeWarnings } from '../core/plan/merge-warnings.ts';
import { CommandError } from '../core/script/command-error.ts';
import { LineIndex } from '../core/text/line-index.ts';
import type { NewFileAnswer } from '../protocol/authoring-messages.ts';
import { loadRevisionTemplates } from '../workspace/load-revision-templates.ts';
import { newRevisionId } from '../workspace/new-revision-id.ts';
import { pathOfUri } from './file-uri.ts';
import type { Requests } from './register-requests.ts';
import type { ServerState } from './server-state.ts';

/** Texts for files to be made. The client writes them, so that Undo works; nothing is written here. */
export function authoringRequests(
  state: ServerState,
): Pick<Requests, 'alembic/templates' | 'alembic/newRevision' | 'alembic/merge' | 'alembic/init'> {
  return {
    'alembic/templates': async ({ environment }) => [...templateChoices(await templates(state, environment))],
    'alembic/newRevision': async (params) => {
      const revision = planNewRevision(state.snapshot(params.environment), {
        revisionId: params.revisionId ?? newRevisionId(),
        message: params.message,
        heads: params.head === undefined ? undefined : [params.head],
        splice: params.splice,
        branchLabels: params.branchLabel === undefined ? [] : [params.branchLabel],
        dependsOn: params.dependsOn,
        versionPath: params.versionPath,
        now: new Date(),
      });
      return newFile(state, params.environment, revision, params.template);
    },
    'alembic/merge': async ({ environment, revisions, message, branchLabel }) => {
      const snapshot = state.snapshot(environment);
      const revision = planMerge(snapshot, {
        revisionId: newRevisionId(),
        message,
        branchLabels: branchLabel === undefined ? [] : [branchLabel],
        splice: false,
        revisions,
        now: new Date(),
      });
      const conflicts = mergeWarnings(snapshot, revision.downRevisions);
      return { ...(await newFile(state, environment, revision, undefined)), conflicts };
    },
    'alembic/init': ({ folderUri, directory, template }) => {
      const folder = pathOfUri(folderUri);
      if (folder === undefined) {
        throw new CommandError('not-a-folder', `${folderUri} is no folder on this machine. Choose another.`);
      }
      const files = initEnvironment(directory, template);
      return {
        files: files.map(({ path, text }) => ({ uri: URI.file(join(folder, path)).toString(), text })),
      };
    },
  };
}

async function newFile(
  state: ServerState,
  environment: string,
  revision: NewRevision,
  template: string | undefined,
): Promise<NewFileAnswer> {
  const { text, cursor, warning } = renderRevision(await templates(state, environment), template, revision);
  const warnings = [warning, notRunFor(state.snapshot(environment).config)].filter(
    (each) => each !== undefined,
  );
  return {
    uri: URI.file(revision.path).toString(),
    text,
    revision: revision.id,
    cursor: new LineIndex(text).position(cursor),
    warning: warnings.length === 0 ? undefined : warnings.join(' '),
  };
}

/** Throws CommandError `unreadable-template`. */
async function templates(state: ServerState, environment: string): Promise<RevisionTemplates> {
  const { scriptLocation, configPath } = state.snapshot(environment).config;
  const { location } = state.environment(environment);
  const settings = await state.settings.read(URI.file(configPath).toString());
  try {
    return loadRevisionTemplates({
      builtIn: join(state.options.extensionPath, 'templates'),
      project: resolve(location.folder, settings.templatesFolder),
      scriptLocation,
    });
  } catch (error) {
    if (error instanceof ConfigError) throw new CommandError('unreadable-template', error.message);
    throw error;
  }
}
