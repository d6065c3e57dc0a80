import type { EnvironmentConfig } from '../../../../server/src/core/config/environment-config.ts';
import type { ChainView } from '../../../../server/src/core/lint/chain-view.ts';
import type { ProblemFix } from '../../../../server/src/core/lint/problem.ts';
import { scanRevisionHeader } from '../../../../server/src/core/python/header-scanner.ts';
import { headerToRevision } from '../../../../server/src/core/python/header-to-revision.ts';
import { buildRevisionMap } from '../../../../server/src/core/script/map-builder.ts';
import type { RevisionFile } from '../../../../server/src/core/snapshot/environment-snapshot.ts';

export const CONFIG: EnvironmentConfig = {
  configPath: '/project/alembic.ini',
  section: 'alembic',
  scriptLocation: '/project/migrations',
  versionLocations: ['/project/migrations/versions'],
  recursiveVersionLocations: false,
  sourceless: false,
  fileTemplate: '%(rev)s_%(slug)s',
  truncateSlugLength: 40,
  timezone: undefined,
  outputEncoding: 'utf-8',
  revisionEnvironment: false,
  prependSysPath: [],
  databaseUrl: undefined,
  postWriteHooks: [],
  warnings: [],
};

/** Texts by file name. */
export type Texts = Readonly<Record<string, string>>;

export interface RevisionText {
  readonly id?: string | undefined;
  /** Python source of the right-hand side; undefined leaves the variable out. */
  readonly down?: string | undefined;
  readonly dependsOn?: string;
  readonly labels?: string;
  readonly docstring?: string;
  readonly upgrade?: string | undefined;
  readonly downgrade?: string | undefined;
}

/** A revision file as Alembic's template lays it out. */
export function revisionText(id: string, down: string, more: RevisionText = {}): string {
  const all = { upgrade: 'op.execute("SELECT 1")', downgrade: 'op.execute("SELECT 2")', ...more };
  const lines = [`"""${all.docstring ?? `revision ${id}`}"""`, '', 'from alembic import op', ''];
  if (!('id' in more) || all.id !== undefined) lines.push(`revision = ${all.id ?? `'${id}'`}`);
  if (!('down' in more)) lines.push(`down_revision = ${down}`);
  if (all.labels !== undefined) lines.push(`branch_labels = ${all.labels}`);
  if (all.dependsOn !== undefined) lines.push(`depends_on = ${all.dependsOn}`);
  if (all.upgrade !== undefined) lines.push('', '', 'def upgrade():', `    ${all.upgrade}`);
  if (all.downgrade !== undefined) lines.push('', '', 'def downgrade():', `    ${all.downgrade}`);
  return `${lines.join('\n')}\n`;
}

export function revisionFile(path: string, text: string): RevisionFile {
  const header = scanRevisionHeader(text);
  return { path, text, fault: undefined, header, revision: headerToRevision(header, path).revision };
}

/** The view of a chain whose files stand in the first version location, in the order of their names. */
export function chainView(
  texts: Texts,
  ignored: Texts = {},
  config: Partial<EnvironmentConfig> = {},
): ChainView {
  const folder = '/project/migrations/versions';
  const files = Object.keys(texts)
    .sort()
    .map((name) => revisionFile(`${folder}/${name}`, texts[name] ?? ''));
  return {
    config: { ...CONFIG, ...config },
    files: new Map(files.map((file) => [file.path, file])),
    revisions: buildRevisionMap(files.map((file) => file.revision)),
    ignoredFiles: Object.entries(ignored).map(([name, text]) => ({
      path: `${folder}/${name}`,
      text,
      header: scanRevisionHeader(text),
      reason: name.includes('/') ? 'subdirectory' : 'name',
    })),
  };
}

/** The texts after a fix. Fails where an edit lies outside its file or two edits overlap. */
export function applyFix(texts: Texts, fix: ProblemFix): Record<string, string> {
  const folder = '/project/migrations/versions/';
  const result: Record<string, string> = { ...texts };
  const paths = new Set(fix.edits.map((edit) => edit.path));
  for (const path of paths) {
    const name = path.slice(folder.length);
    let text = result[name];
    if (text === undefined) throw new Error(`the fix edits ${path}, which is not in the chain`);
    const edits = fix.edits
      .filter((edit) => edit.path === path)
      .sort((left, right) => right.span.start - left.span.start);
    let limit = text.length;
    for (const edit of edits) {
      if (edit.span.end > limit) throw new Error(`the fix has overlapping edits in ${path}`);
      limit = edit.span.start;
      text = text.slice(0, edit.span.start) + edit.newText + text.slice(edit.span.end);
    }
    result[name] = text;
  }
  for (const { path, newPath } of fix.renames) {
    const text = result[path.slice(folder.length)];
    if (text === undefined) continue;
    delete result[path.slice(folder.length)];
    result[newPath.slice(folder.length)] = text;
  }
  return result;
}
