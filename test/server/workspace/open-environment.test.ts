import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CommandError } from '../../../server/src/core/script/command-error.ts';
import { openEnvironment } from '../../../server/src/workspace/open-environment.ts';
import { environmentFiles, revisionText, ScratchFolder } from './scratch-folder.ts';

interface Choice {
  readonly from?: string;
  readonly config?: string;
  readonly section?: string;
  readonly alembicConfig?: string;
}

/** `expected`: the heads, or the code of the error. */
async function check(
  files: Readonly<Record<string, string>>,
  { from = '.', config, section, alembicConfig }: Choice,
  expected: readonly string[] | string,
): Promise<void> {
  using folder = new ScratchFolder();
  folder.write(files);
  const choice = { workingDirectory: folder.join(from), config, section, alembicConfig };
  if (typeof expected === 'string') {
    await assert.rejects(openEnvironment(choice), (error: unknown) => {
      assert.ok(error instanceof CommandError);
      assert.equal(error.code, expected);
      return true;
    });
  } else assert.deepEqual((await openEnvironment(choice)).revisions.heads, expected);
}

const SECTIONS =
  '[alembic]\nscript_location = m\n[logs]\nscript_location = l\n[same]\nscript_location = %(here)s/l\n';

describe('openEnvironment', () => {
  it('takes the configuration of the working directory', () => check(environmentFiles('', 2), {}, ['a2']));
  it('looks upwards', () =>
    check({ ...environmentFiles('', 2), 'src/app/': '' }, { from: 'src/app' }, ['a2']));
  it('finds Flask-Migrate’s', () =>
    check(
      {
        'migrations/alembic.ini': '[alembic]\n',
        'migrations/env.py': '',
        'migrations/versions/a.py': revisionText('a', undefined),
      },
      {},
      ['a'],
    ));
  it('takes -c, relative to the working directory', () =>
    check({ ...environmentFiles('db/', 1), 'x/': '' }, { from: 'x', config: '../db/alembic.ini' }, ['a1']));
  it('takes -n', () =>
    check(
      { 'alembic.ini': SECTIONS, 'm/versions/': '', 'l/versions/b.py': revisionText('b1', undefined) },
      { section: 'logs' },
      ['b1'],
    ));
  it('takes ALEMBIC_CONFIG', () =>
    check(environmentFiles('db/', 1), { alembicConfig: 'db/alembic.ini' }, ['a1']));
  it('an empty environment has no heads', () => check(environmentFiles('', 0), {}, []));
  it('no configuration', () => check({ 'x/': '' }, { from: 'x' }, 'no-config'));
  it('a named file that is not there', () => check({}, { config: 'a.ini' }, 'no-config'));
  it('a section that is not there', () =>
    check(environmentFiles('', 1), { section: 'nope' }, 'no-script-location'));
  it('an unreadable ini', () => check({ 'alembic.ini': 'x' }, {}, 'unreadable-config'));
});
