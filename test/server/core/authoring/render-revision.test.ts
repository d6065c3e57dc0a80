import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { scriptMakoText } from '../../../../server/src/core/authoring/init-script-mako.ts';
import type { NewRevision } from '../../../../server/src/core/authoring/new-revision.ts';
import { renderRevision, templateChoices } from '../../../../server/src/core/authoring/render-revision.ts';
import type { RevisionTemplates } from '../../../../server/src/core/authoring/revision-template.ts';
import { CommandError } from '../../../../server/src/core/script/command-error.ts';
import { loadRevisionTemplates } from '../../../../server/src/workspace/load-revision-templates.ts';
import { repositoryPath } from '../../../support/repository.ts';
import { ScratchFolder } from '../../workspace/scratch-folder.ts';

const REVISION: NewRevision = {
  path: '/p/f00d_add_it.py',
  id: 'f00d',
  message: 'Add it',
  downRevisions: ['a1'],
  branchLabels: [],
  dependsOn: [],
  createDate: {
    year: 2026,
    month: 3,
    day: 1,
    hour: 9,
    minute: 5,
    second: 7,
    microsecond: 250_000,
    offsetMinutes: undefined,
    epoch: 0,
  },
};

const MULTIDB = readFileSync(repositoryPath('test/fixtures/authoring/multidb.script.py.mako'), 'utf8');
const COMPUTED = readFileSync(repositoryPath('test/fixtures/authoring/computed.script.py.mako'), 'utf8');

/** The built-in templates, with those of a project's folder and script.py.mako. */
function templates(project: Readonly<Record<string, string>> = {}, mako?: string): RevisionTemplates {
  using folder = new ScratchFolder();
  folder.write({ 'project/': '', 'location/': '', ...project });
  if (mako !== undefined) folder.write({ 'location/script.py.mako': mako });
  return loadRevisionTemplates({
    builtIn: repositoryPath('templates'),
    project: folder.join('project'),
    scriptLocation: folder.join('location'),
  });
}

function check(
  set: RevisionTemplates,
  name: string | undefined,
  expected: { text: RegExp; warning?: RegExp; at?: RegExp },
  revision: NewRevision = REVISION,
): void {
  const { text, warning, cursor } = renderRevision(set, name, revision);
  assert.match(text, expected.text);
  if (expected.warning === undefined) assert.equal(warning, undefined);
  else assert.match(warning ?? '', expected.warning);
  assert.match(text.slice(cursor), expected.at ?? /^pass\n/);
}

describe('templates', () => {
  it('are listed with title and description, the generic one first', () => {
    const choices = templateChoices(templates());
    assert.equal(choices[0]?.name, 'generic');
    assert.deepEqual(choices.map((choice) => choice.name).sort(), [
      'concurrent-index',
      'enum-value',
      'generic',
      'merge',
      'partition-per-broker',
      'safe-column',
      'schema-then-data',
    ]);
    for (const { title, description, warning } of choices) {
      assert.ok(title.length > 4 && description.length > 20 && warning === undefined, title);
    }
  });
  it('script.py.mako comes first, and tells what it will leave out', () => {
    const [plain] = templateChoices(templates({}, scriptMakoText));
    assert.deepEqual([plain?.source, plain?.warning], ['mako', undefined]);
    const [more] = templateChoices(templates({}, MULTIDB));
    assert.match(more?.warning ?? '', /Line 27: <% … %>; Line 31: % for db_name/);
  });
  it('a project’s template takes the place of a built-in one', () => {
    const own = '{{!--\ntitle: Ours\n--}}\n{{> header}}\n\ndef upgrade():\n    {{cursor}}ours()\n';
    const set = templates({ 'project/generic.hbs': own, 'project/extra.hbs': own });
    assert.deepEqual(
      templateChoices(set)
        .filter((choice) => choice.source === 'project')
        .map((choice) => choice.title),
      ['Ours', 'Ours'],
    );
    check(set, 'generic', { text: /ours\(\)/, at: /^ours/ });
  });
});

describe('renderRevision', () => {
  it('without a name: generic', () =>
    check(templates(), undefined, {
      text: /^"""Add it\n\nRevision ID: f00d\nRevises: a1\nCreate Date: 2026-03-01 09:05:07\.250000\n/,
    }));
  it('without a name: script.py.mako', () =>
    check(templates({}, `# ours\n${scriptMakoText}`), undefined, { text: /^# ours/ }));
  it('without a name: merge', () =>
    check(
      templates(),
      undefined,
      { text: /down_revision.* = \('a1', 'b2'\)\n/ },
      { ...REVISION, downRevisions: ['a1', 'b2'] },
    ));
  it('a base with a label that depends on another', () =>
    check(
      templates(),
      'generic',
      { text: /down_revision.* = None\nbranch_labels.* = \('x',\)\ndepends_on.* = 'c3'\n/ },
      { ...REVISION, downRevisions: [], branchLabels: ['x'], dependsOn: ['c3'] },
    ));
  it('a script.py.mako that does more: what is left out is told', () =>
    check(templates({}, MULTIDB), undefined, {
      text: /def upgrade/,
      warning: /only Python can evaluate.*Line \d+/,
      at: /^globals\(\)/,
    }));
  it('a script.py.mako that loses the revision: the generic one instead', () =>
    check(templates({}, COMPUTED), undefined, {
      text: /Revision ID: f00d/,
      warning: /does not declare revision f00d.*generic template was taken/,
    }));
  it('a message that would end the docstring', () =>
    check(
      templates(),
      'generic',
      { text: /^"""He said \\"\\"\\" \\\\n\n/ },
      { ...REVISION, message: 'He said """ \\n' },
    ));
  it('a template of no such name', () => {
    assert.throws(
      () => renderRevision(templates(), 'nope', REVISION),
      (error: unknown) => {
        assert.ok(error instanceof CommandError && error.code === 'unknown-template');
        assert.match(error.message, /generic, concurrent-index/);
        return true;
      },
    );
  });
  it('a template that Handlebars refuses', () => {
    const set = templates({ 'project/bad.hbs': '{{#if}\n' });
    assert.throws(
      () => renderRevision(set, 'bad', REVISION),
      (error: unknown) => error instanceof CommandError && error.code === 'bad-template',
    );
  });
});
