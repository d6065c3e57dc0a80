import Handlebars from 'handlebars';
import { CommandError } from '../script/command-error.ts';
import { formatCreateDate } from './create-date.ts';
import type { NewRevision } from './new-revision.ts';
import { pythonRepr } from './python-repr.ts';
import type { RevisionTemplateFile } from './revision-template.ts';

/** What a template says of itself in its first comment, `{{!-- title: … --}}`. */
export interface TemplateDescription {
  readonly title: string;
  readonly description: string;
}

const FIRST_COMMENT = /^\s*\{\{!--([\s\S]*?)--\}\}/;
/** Stands for the cursor while a template is rendered; a private-use character that no source text holds. */
const CURSOR = '\u{f8ff0}';

/** Title and description; a template without them is called like its file. */
export function describeHandlebars({ name, text }: RevisionTemplateFile): TemplateDescription {
  const comment = FIRST_COMMENT.exec(text)?.[1] ?? '';
  const field = (key: string): string | undefined => {
    const match = new RegExp(`^\\s*${key}:\\s*(.+(?:\\n[ \\t]{2,}\\S.*)*)`, 'm').exec(comment);
    return match?.[1]?.replace(/\s+/g, ' ').trim();
  };
  return { title: field('title') ?? name, description: field('description') ?? '' };
}

/**
 * Renders a Handlebars template. It may use `message`, `revision`, `revises`, `createDate` as text; `python.message`,
 * `python.revision`, `python.downRevision`, `python.branchLabels`, `python.dependsOn` as Python source; `downRevisions`
 * as a list; `cursor`; and the partials. `cursor` of the answer is undefined where the template sets none. Throws
 * CommandError `bad-template` with the line.
 */
export function renderHandlebars(
  template: RevisionTemplateFile,
  partials: ReadonlyMap<string, string>,
  revision: NewRevision,
): { readonly text: string; readonly cursor: number | undefined } {
  const engine = Handlebars.create();
  for (const [name, text] of partials) engine.registerPartial(name, text);
  let text: string;
  try {
    text = engine.compile(template.text, { noEscape: true, strict: true })(contextOf(revision));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const [summary = ''] = error.message.split('\n');
    throw new CommandError('bad-template', `The template ${template.name} cannot be rendered: ${summary}`, {
      template: template.name,
    });
  }
  const cursor = text.indexOf(CURSOR);
  return { text: text.replaceAll(CURSOR, ''), cursor: cursor < 0 ? undefined : cursor };
}

function contextOf(revision: NewRevision): Readonly<Record<string, unknown>> {
  const { id, message, downRevisions, branchLabels, dependsOn } = revision;
  return {
    message: message.replaceAll('\\', '\\\\').replaceAll('"""', '\\"\\"\\"'),
    revision: id,
    revises: downRevisions.join(', '),
    createDate: formatCreateDate(revision.createDate),
    downRevisions,
    isMerge: downRevisions.length > 1,
    cursor: CURSOR,
    python: {
      message: pythonRepr(message),
      revision: pythonRepr(id),
      downRevision: pythonRepr(scalar('tuple', downRevisions)),
      branchLabels: pythonRepr(branchLabels.length === 0 ? null : { form: 'tuple', items: branchLabels }),
      dependsOn: pythonRepr(scalar('list', dependsOn)),
    },
  };
}

/** None, the one string, or a sequence. Source: `tuple_rev_as_scalar` in `alembic.script.revision`. */
export function scalar(form: 'tuple' | 'list', items: readonly string[]) {
  const [first = null] = items;
  return items.length > 1 ? { form, items } : first;
}
