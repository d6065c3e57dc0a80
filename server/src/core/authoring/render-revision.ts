import { scanRevisionHeader } from '../python/header-scanner.ts';
import { headerToRevision } from '../python/header-to-revision.ts';
import { CommandError } from '../script/command-error.ts';
import { formatCreateDate } from './create-date.ts';
import { describeHandlebars, renderHandlebars, scalar } from './handlebars-template.ts';
import type { MakoValues } from './mako-expression.ts';
import { renderMako } from './mako-template.ts';
import type { NewRevision } from './new-revision.ts';
import type { PythonData } from './python-repr.ts';
import type { RenderedRevision, RevisionTemplateFile, RevisionTemplates } from './revision-template.ts';

/** A template as a list of choices shows it. */
export interface TemplateChoice {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly source: RevisionTemplateFile['source'];
  /** What the template will leave out; undefined where nothing. */
  readonly warning: string | undefined;
}

const FALLBACK = 'generic';

/** All templates to choose from, the project's own script.py.mako first. */
export function templateChoices({ files }: RevisionTemplates): readonly TemplateChoice[] {
  return files.map((file) => {
    const { name, source, text } = file;
    if (source !== 'mako') return { name, source, ...describeHandlebars(file), warning: undefined };
    const { leftOut } = renderMako(text, makoValues(SAMPLE));
    const description = 'What alembic revision writes in this project.';
    return { name, source, title: 'Project template', description, warning: warningOf(leftOut) };
  });
}

/**
 * The text of a new revision. Without `name` it is script.py.mako where the project has one, as for Alembic; a template
 * whose result does not declare the revision is replaced by the generic one, with a warning. Throws CommandError
 * `unknown-template` and `bad-template`.
 */
export function renderRevision(
  templates: RevisionTemplates,
  name: string | undefined,
  revision: NewRevision,
): RenderedRevision {
  const file = chooseTemplate(templates, name, revision.downRevisions.length > 1);
  const rendered =
    file.source === 'mako' ? fromMako(file, revision) : fromHandlebars(templates, file, revision);
  if (declares(rendered.text, revision)) return rendered;
  const generic = templates.files.find((other) => other.name === FALLBACK);
  const what = `What ${file.name} gives does not declare revision ${revision.id} as Alembic needs it.`;
  if (generic === undefined || generic === file)
    throw new CommandError('bad-template', what, { template: file.name });
  const replaced = fromHandlebars(templates, generic, revision);
  const parts = [what, 'The generic template was taken instead.', rendered.warning];
  return { ...replaced, warning: parts.filter((part) => part !== undefined).join(' ') };
}

function chooseTemplate(
  { files }: RevisionTemplates,
  name: string | undefined,
  isMerge: boolean,
): RevisionTemplateFile {
  const find = (wanted: string) => files.find((file) => file.name === wanted);
  const found =
    name === undefined
      ? (files.find((file) => file.source === 'mako') ??
        (isMerge ? find('merge') : undefined) ??
        find(FALLBACK))
      : find(name);
  if (found !== undefined) return found;
  const known = files.map((file) => file.name).join(', ');
  const what = `There is no template called ${name ?? FALLBACK}.`;
  throw new CommandError('unknown-template', `${what} The templates: ${known || 'none'}.`, {
    template: name,
  });
}

function fromMako(file: RevisionTemplateFile, revision: NewRevision): RenderedRevision {
  const { text, leftOut } = renderMako(file.text, makoValues(revision));
  return { text, cursor: bodyOfUpgrade(text), warning: warningOf(leftOut) };
}

function fromHandlebars(
  { partials }: RevisionTemplates,
  file: RevisionTemplateFile,
  revision: NewRevision,
): RenderedRevision {
  const { text, cursor } = renderHandlebars(file, partials, revision);
  return { text, cursor: cursor ?? bodyOfUpgrade(text), warning: undefined };
}

function warningOf(leftOut: readonly string[]): string | undefined {
  if (leftOut.length === 0) return undefined;
  return `script.py.mako has parts that only Python can evaluate; they are left out. ${leftOut.join('; ')}.`;
}

/** The names that `alembic revision` gives to script.py.mako. Source: `ScriptDirectory.generate_revision`. */
function makoValues(revision: NewRevision): MakoValues {
  const { branchLabels } = revision;
  return new Map<string, PythonData>([
    ['up_revision', revision.id],
    ['down_revision', scalar('tuple', revision.downRevisions)],
    ['branch_labels', branchLabels.length === 0 ? null : { form: 'tuple', items: branchLabels }],
    ['depends_on', scalar('list', revision.dependsOn)],
    ['create_date', formatCreateDate(revision.createDate)],
    ['message', revision.message],
  ]);
}

function declares(text: string, { id, downRevisions }: NewRevision): boolean {
  const { revision } = headerToRevision(scanRevisionHeader(text), 'new.py');
  return revision?.revision === id && revision.downRevisions.join('\n') === downRevisions.join('\n');
}

/** The first statement of `upgrade()`, behind its docstring; the end of the text where there is none. */
function bodyOfUpgrade(text: string): number {
  const span = scanRevisionHeader(text).upgradeSpan;
  if (span === undefined) return text.length;
  const body =
    /:[ \t]*(?:#[^\n]*)?\r?\n(?:[ \t]*\r?\n)*[ \t]*(?:("""|''')[\s\S]*?\1[ \t]*\r?\n(?:[ \t]*\r?\n)*[ \t]*)?/g;
  body.lastIndex = span.end;
  const match = body.exec(text);
  return match === null ? span.end : body.lastIndex;
}

/** A revision with every part set, to find out what a template does with them. */
const SAMPLE: NewRevision = {
  path: '',
  id: 'a1',
  message: 'message',
  downRevisions: ['b1', 'b2'],
  branchLabels: ['label'],
  dependsOn: ['c1'],
  createDate: {
    year: 2000,
    month: 1,
    day: 1,
    hour: 0,
    minute: 0,
    second: 0,
    microsecond: 0,
    offsetMinutes: undefined,
    epoch: 946_684_800,
  },
};
