import { readdirSync } from 'node:fs';
import type { RevisionTemplateFile, RevisionTemplates } from '../core/authoring/revision-template.ts';
import { readConfigText } from './read-config-text.ts';
import { systemErrorCode } from './system-error.ts';

export interface TemplateFolders {
  /** The folder `templates` of this program. */
  readonly builtIn: string;
  /** The project's own folder (setting `templatesFolder`), which need not exist. */
  readonly project: string | undefined;
  /** The environment's script location, which may hold script.py.mako. */
  readonly scriptLocation: string;
}

const EXTENSION = '.hbs';

/**
 * Reads the templates for new revisions: script.py.mako first, then Handlebars templates by name. One of the project
 * takes the place of a built-in one of the same name. A file `_name.hbs` is a partial. Throws ConfigError for a template
 * that cannot be read.
 */
export function loadRevisionTemplates({
  builtIn,
  project,
  scriptLocation,
}: TemplateFolders): RevisionTemplates {
  const byName = new Map<string, RevisionTemplateFile>();
  const partials = new Map<string, string>();
  const folders = [
    { folder: builtIn, source: 'built-in' },
    { folder: project, source: 'project' },
  ] as const;
  for (const { folder, source } of folders) {
    if (folder === undefined) continue;
    for (const file of namesIn(folder).filter((name) => name.endsWith(EXTENSION))) {
      const name = file.slice(0, -EXTENSION.length);
      const text = readConfigText(`${folder}/${file}`);
      if (name.startsWith('_')) partials.set(name.slice(1), text);
      else byName.set(name, { name, text, source });
    }
  }
  const files = [...byName.values()].sort(genericFirst);
  return { files: [...makoOf(scriptLocation), ...files], partials };
}

function makoOf(scriptLocation: string): readonly RevisionTemplateFile[] {
  const name = 'script.py.mako';
  if (!namesIn(scriptLocation).includes(name)) return [];
  return [{ name, text: readConfigText(`${scriptLocation}/${name}`), source: 'mako' }];
}

function genericFirst(left: RevisionTemplateFile, right: RevisionTemplateFile): number {
  if (left.name === 'generic' || right.name === 'generic') return left.name === 'generic' ? -1 : 1;
  return left.name < right.name ? -1 : 1;
}

/** A folder that is not there has no template. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return [];
  }
}
