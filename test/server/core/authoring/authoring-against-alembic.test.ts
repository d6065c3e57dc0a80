import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { initEnvironment } from '../../../../server/src/core/authoring/init-environment.ts';
import { scriptMakoText } from '../../../../server/src/core/authoring/init-script-mako.ts';
import { renderMako } from '../../../../server/src/core/authoring/mako-template.ts';
import { planMerge } from '../../../../server/src/core/authoring/merge-revision.ts';
import { type NewRevision, planNewRevision } from '../../../../server/src/core/authoring/new-revision.ts';
import { pythonRepr } from '../../../../server/src/core/authoring/python-repr.ts';
import { renderRevision } from '../../../../server/src/core/authoring/render-revision.ts';
import { revisionSlug } from '../../../../server/src/core/authoring/revision-path.ts';
import { CommandError } from '../../../../server/src/core/script/command-error.ts';
import type { EnvironmentSnapshot } from '../../../../server/src/core/snapshot/environment-snapshot.ts';
import { loadRevisionTemplates } from '../../../../server/src/workspace/load-revision-templates.ts';
import { openEnvironment } from '../../../../server/src/workspace/open-environment.ts';
import { type PythonOracle, withRealAlembic } from '../../../support/real-alembic.ts';
import { repositoryPath } from '../../../support/repository.ts';
import { available, suiteNeeds } from '../../../support/suite-availability.ts';
import { revisionText, ScratchFolder } from '../../workspace/scratch-folder.ts';

const alembic = await withRealAlembic();
const NOW = Date.UTC(2026, 2, 29, 0, 59, 7, 250);
/** Pieces of templates, one JSON string a line. */
const MAKO_PARTS = readFileSync(repositoryPath('test/fixtures/authoring/mako-parts.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => String(JSON.parse(line)));
const BUILT_IN = repositoryPath('templates');

interface Asked {
  readonly message?: string;
  readonly id?: string;
  readonly head?: string;
  readonly splice?: boolean;
  readonly label?: string;
  readonly dependsOn?: readonly string[];
  readonly versionPath?: string;
}

async function load(folder: ScratchFolder): Promise<EnvironmentSnapshot> {
  return openEnvironment({
    workingDirectory: folder.path,
    config: undefined,
    section: undefined,
    alembicConfig: undefined,
  });
}

function ours(
  snapshot: EnvironmentSnapshot,
  plan: () => NewRevision,
): { path: string; text: string } | { code: string } {
  try {
    const revision = plan();
    const { scriptLocation } = snapshot.config;
    const templates = loadRevisionTemplates({ builtIn: BUILT_IN, project: undefined, scriptLocation });
    const { text, warning } = renderRevision(templates, undefined, revision);
    assert.equal(warning, undefined);
    return { path: revision.path, text };
  } catch (error) {
    if (error instanceof CommandError) return { code: error.code };
    throw error;
  }
}

describe('new revisions as real Alembic writes them', suiteNeeds('authoring', alembic), () => {
  let oracle: PythonOracle;

  before(() => {
    oracle = available(alembic).startOracle(repositoryPath('test/fixtures/authoring/authoring-oracle.py'));
  });
  after(() => oracle.close());

  /** `code`: that of our error, where Alembic fails too. */
  async function check(
    files: Readonly<Record<string, string>>,
    asked: Asked,
    code?: string,
    now = NOW,
  ): Promise<void> {
    using folder = new ScratchFolder();
    folder.write({ 'm/env.py': '', 'm/script.py.mako': scriptMakoText, 'm/versions/': '', ...files });
    const { message, id = 'f00d', head, splice = false, label, dependsOn = [], versionPath } = asked;
    const snapshot = await load(folder);
    const answer = ours(snapshot, () =>
      planNewRevision(snapshot, {
        revisionId: id,
        message,
        heads: head === undefined ? undefined : [head],
        splice,
        branchLabels: label === undefined ? [] : [label],
        dependsOn,
        versionPath: versionPath === undefined ? undefined : folder.join(versionPath),
        now: new Date(now),
      }),
    );
    const theirs = (await oracle.ask({
      ask: 'revision',
      folder: folder.path,
      now,
      rev_id: id,
      message: message ?? null,
      splice,
      ...(head === undefined ? {} : { head }),
      ...(label === undefined ? {} : { branch_label: label }),
      ...(dependsOn.length === 0 ? {} : { depends_on: dependsOn }),
      ...(versionPath === undefined ? {} : { version_path: folder.join(versionPath) }),
    })) as { path?: string; text?: string; error?: string };
    if (code === undefined) assert.deepEqual(answer, theirs);
    else {
      assert.deepEqual(answer, { code });
      assert.ok(theirs.error !== undefined, JSON.stringify(theirs));
    }
  }

  const ini = (lines = '') => ({
    'alembic.ini': `[alembic]\nscript_location = %(here)s/m\npath_separator = :\n${lines}`,
  });
  const chain = {
    'm/versions/a.py': revisionText('aaaa1', undefined),
    'm/versions/b.py': revisionText('bbbb2', 'aaaa1'),
    'm/versions/c.py': revisionText('cccc3', 'aaaa1').replace(
      '\n\n\ndef',
      "\nbranch_labels = ('side',)\n\n\ndef",
    ),
  };

  it('the first one', () => check(ini(), { message: 'Create users' }));
  it('without a message', () => check(ini(), {}));
  it('a message with quotes, accents and a long tail', () =>
    check(ini(), { message: 'Ändere "price" für Ärger’s/ordérs table, which nobody knew about before' }));
  it('one word longer than the limit', () => check(ini(), { message: 'x'.repeat(60) }));
  it('truncate_slug_length', () =>
    check(ini('truncate_slug_length = 12\n'), { message: 'add a column to users' }));
  it('a date in front', () =>
    check(
      ini('file_template = %%(year)d_%%(month).2d_%%(day).2d_%%(hour).2d%%(minute).2d-%%(rev)s_%%(slug)s\n'),
      { message: 'x y' },
    ));
  it('folders by date, and the epoch', () =>
    check(
      ini(
        'recursive_version_locations = true\nfile_template = %%(year)d/%%(month).2d/%%(epoch)s_%%(second)d_%%(slug)s\n',
      ),
      { message: 'x' },
    ));
  it('a time zone', () => check(ini('timezone = UTC\n'), { message: 'x' }));
  it('a time zone east of Greenwich, past midnight', () =>
    check(ini('timezone = Asia/Kolkata\n'), { message: 'x' }));
  it('a time zone in lower case', () => check(ini('timezone = utc\n'), { message: 'x' }));
  it('a whole second', () => check(ini('timezone = UTC\n'), { message: 'x' }, undefined, NOW - 250));
  it('a time zone that is none', () =>
    check(ini('timezone = Mars/Base\n'), { message: 'x' }, 'unknown-timezone'));
  it('on a head of several', () => check({ ...ini(), ...chain }, { message: 'x', head: 'bbbb2' }));
  it('on a branch by its label', () => check({ ...ini(), ...chain }, { message: 'x', head: 'side@head' }));
  it('on a partial id', () => check({ ...ini(), ...chain }, { message: 'x', head: 'bbb' }));
  it('on base, with a label', () =>
    check({ ...ini(), ...chain }, { message: 'x', head: 'base', label: 'new' }));
  it('several heads and none named', () => check({ ...ini(), ...chain }, { message: 'x' }, 'multiple-heads'));
  it('not a head', () => check({ ...ini(), ...chain }, { message: 'x', head: 'aaaa1' }, 'not-a-head'));
  it('not a head, spliced', () =>
    check({ ...ini(), ...chain }, { message: 'x', head: 'aaaa1', splice: true }));
  it('nothing of that name', () =>
    check({ ...ini(), ...chain }, { message: 'x', head: 'zzzz' }, 'revision-not-found'));
  it('depends_on: a partial id', () => check({ ...ini(), ...chain }, { head: 'bbbb2', dependsOn: ['ccc'] }));
  it('depends_on: a label and an id', () =>
    check({ ...ini(), ...chain }, { head: 'bbbb2', dependsOn: ['side', 'aaaa1'] }));
  it('an id with a forbidden character', () => check(ini(), { id: 'a-b' }, 'illegal-revision-id'));
  it('a label that is taken', () =>
    check({ ...ini(), ...chain }, { head: 'bbbb2', label: 'side' }, 'branch-label-in-use'));

  const places = {
    ...ini('version_locations = %(here)s/m/versions:%(here)s/more\n'),
    ...chain,
    'more/d.py': revisionText('dddd4', 'bbbb2'),
  };
  it('goes where the parent’s file is', () => check(places, { message: 'x', head: 'dddd4' }));
  it('goes where it is told', () =>
    check(places, { message: 'x', head: 'dddd4', versionPath: 'm/versions' }));
  it('a new base in one of several places', () =>
    check(places, { message: 'x', head: 'base' }, 'version-path-needed'));
  it('a place that is none', () =>
    check(places, { head: 'dddd4', versionPath: 'elsewhere' }, 'unknown-version-path'));

  it('a merge of heads', async () => {
    using folder = new ScratchFolder();
    folder.write({ 'm/env.py': '', 'm/script.py.mako': scriptMakoText, ...ini(), ...chain });
    const theirs = await oracle.ask({
      ask: 'merge',
      folder: folder.path,
      now: NOW,
      revisions: ['bbbb2', 'side@head'],
      message: 'join b and c',
      rev_id: 'f00d',
    });
    const snapshot = await load(folder);
    const request = {
      revisionId: 'f00d',
      message: 'join b and c',
      branchLabels: [],
      splice: false,
      now: new Date(NOW),
    };
    assert.deepEqual(
      ours(snapshot, () => planMerge(snapshot, { ...request, revisions: ['bbbb2', 'side@head'] })),
      theirs,
    );
    assert.deepEqual(
      ours(snapshot, () => planMerge(snapshot, { ...request, revisions: ['bbbb2'] })),
      { code: 'nothing-to-merge' },
    );
  });

  it('slugs of any message', async () => {
    using folder = new ScratchFolder();
    folder.write({ 'm/env.py': '', 'm/script.py.mako': scriptMakoText, 'm/versions/': '', ...ini() });
    const word = fc.constantFrom(
      'Add',
      'a_b',
      'ÄÖ',
      'naïve',
      '字',
      '٣',
      '!',
      ' ',
      '-',
      '_',
      '½',
      'x'.repeat(15),
      '😀',
      "'",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 9 }), async (words) => {
        const message = words.join('');
        const theirs = (await oracle.ask({
          ask: 'revision',
          folder: folder.path,
          now: NOW,
          rev_id: 'f00d',
          message,
        })) as { path?: string };
        assert.equal(theirs.path, `${folder.path}/m/versions/f00d_${revisionSlug(message, 40)}.py`);
      }),
      { numRuns: 150 },
    );
  });

  it('repr of any text', async () => {
    // Not any character at all: the two languages know different versions of Unicode.
    const reprCharacter = fc.oneof(
      fc.integer({ min: 0, max: 0x17f }).map((code) => String.fromCodePoint(code)),
      fc.constantFrom(
        ...["'", '"', '\\', '\u00ad', '\u2028', '\u3000', '\u200b', '\ue000', '字', '😀', '\u{10ffff}'],
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: reprCharacter, maxLength: 8 }), async (text) => {
        assert.deepEqual(await oracle.ask({ ask: 'repr', value: text }), { text: pythonRepr(text) });
      }),
      { numRuns: 500, examples: [["it's"], ['"\'"'], ['\\\n\t\u00a0\u200b\x00\u{10ffff}']] },
    );
  });

  it('templates of the usual parts', async () => {
    const values = {
      message: 'Add it',
      up_revision: 'f00d',
      down_revision: { form: 'tuple', items: ['a', 'b'] },
      branch_labels: null,
      depends_on: { form: 'list', items: ['c', 'd'] },
      create_date: '2026-03-29 01:00:00',
    } as const;
    const part = fc.constantFrom(...MAKO_PARTS);
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 9 }), async (parts) => {
        const template = parts.join('');
        const theirs = (await oracle.ask({ ask: 'mako', template, values })) as { text?: string };
        const result = renderMako(template, new Map(Object.entries(values)));
        assert.deepEqual(result.leftOut.length === 0 ? result.text : undefined, theirs.text);
      }),
      { numRuns: 1500 },
    );
  });

  for (const kind of ['generic', 'async'] as const) {
    it(`runs every template in a new ${kind} environment`, async () => {
      using folder = new ScratchFolder();
      const files = initEnvironment('db/migrations', kind).map(({ path, text }) => [path, text] as const);
      const url = 'sqlalchemy.url = postgresql+asyncpg://u@h/d';
      folder.write(
        Object.fromEntries(files.map(([path, text]) => [path, text.replace(/^sqlalchemy\.url.*$/m, url)])),
      );
      const names = templateNames();
      for (const [index, name] of names.entries()) {
        const snapshot = await load(folder);
        const revision = planNewRevision(snapshot, {
          revisionId: `a${index}`,
          message: `Try """${name}\\`,
          heads: undefined,
          splice: false,
          branchLabels: [],
          dependsOn: [],
          versionPath: undefined,
          now: new Date(NOW + index),
        });
        const { scriptLocation } = snapshot.config;
        const templates = loadRevisionTemplates({ builtIn: BUILT_IN, project: undefined, scriptLocation });
        const { text, warning, cursor } = renderRevision(templates, name, revision);
        assert.equal(warning, undefined);
        assert.match(text.slice(cursor), /^(op\.|pass)/, name);
        folder.write({ [revision.path.slice(folder.path.length + 1)]: text });
      }
      const { run } = available(alembic);
      const upgrade = await run(['upgrade', 'head', '--sql'], { cwd: folder.path });
      assert.equal(upgrade.exitCode, 0, upgrade.stderr);
      assert.match(upgrade.stdout, /PARTITION OF table_name FOR VALUES IN \('broker_one'\)/);
      const downgrade = await run(['downgrade', `a${names.length - 1}:base`, '--sql'], { cwd: folder.path });
      assert.equal(downgrade.exitCode, 0, downgrade.stderr);
    });
  }
});

function templateNames(): readonly string[] {
  const templates = loadRevisionTemplates({
    builtIn: BUILT_IN,
    project: undefined,
    scriptLocation: '/nowhere',
  });
  return templates.files.map((file) => file.name);
}
