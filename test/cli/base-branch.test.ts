import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { revisionText } from '../server/core/lint/chain-text.ts';
import { runCli } from '../support/cli.ts';
import { GitRepositoryFixture } from '../support/git-repository.ts';

const VERSIONS = 'migrations/versions';

describe('lint beside the base branch', () => {
  let repository: GitRepositoryFixture;
  before(() => {
    repository = new GitRepositoryFixture();
    repository.commit('first', {
      'alembic.ini': '[alembic]\nscript_location = %(here)s/migrations\n',
      'migrations/env.py': '',
      [`${VERSIONS}/a.py`]: revisionText('aaaa1', 'None'),
    });
    repository.git('branch', 'work');
    repository.commit('b', { [`${VERSIONS}/b.py`]: revisionText('bbbb2', "'aaaa1'") });
    repository.git('switch', '--quiet', 'work');
    repository.commit('c', { [`${VERSIONS}/c.py`]: revisionText('cccc3', "'aaaa1'") });
  });
  after(() => repository.dispose());

  /** `expected` are "rule line:column" of what `lint` finds, or the code of its error. */
  async function check(
    options: readonly string[],
    exitCode: number,
    expected: readonly string[],
  ): Promise<void> {
    const result = await runCli(['lint', '--format', 'json', ...options], { cwd: repository.folder });
    assert.equal(result.exitCode, exitCode, result.stderr);
    const answer = result.json() as {
      error?: { code: string };
      diagnostics?: ReadonlyArray<{ rule: string; line: number; column: number }>;
    };
    const found = answer.diagnostics?.map(({ rule, line, column }) => `${rule} ${line}:${column}`);
    assert.deepEqual(found ?? [answer.error?.code], expected);
    assert.equal(result.stderr, '');
  }

  it('warns as the editor does', () => check([], 0, ['parent-behind-base-branch 6:17']));
  it('takes another branch', () => check(['--base-branch', 'work'], 0, []));
  it('takes none', () => check(['--base-branch', 'none'], 0, []));
  it('refuses a branch that is not there', () => check(['--base-branch', 'trunk'], 2, ['no-base-branch']));
  it('says nothing where there is no git', async () => {
    rmSync(join(repository.folder, '.git'), { recursive: true });
    await check([], 0, []);
    await check(['--base-branch', 'main'], 2, ['no-base-branch']);
  });
});
