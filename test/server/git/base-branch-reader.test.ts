import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { FindProjectModule } from '../../../server/src/core/python/project-module.ts';
import { BaseBranchReader } from '../../../server/src/git/base-branch-reader.ts';
import { GitFailure } from '../../../server/src/git/git-failure.ts';
import { locateRepository } from '../../../server/src/git/locate-repository.ts';
import { GitRepositoryFixture } from '../../support/git-repository.ts';
import { revisionText } from '../core/lint/chain-text.ts';

const VERSIONS = 'migrations/versions';
const A = revisionText('aaaa1', 'None');
const B = revisionText('bbbb2', "'aaaa1'");

describe('BaseBranchReader', () => {
  let repository: GitRepositoryFixture;
  let reader: BaseBranchReader;
  beforeEach(() => {
    repository = new GitRepositoryFixture();
    reader = new BaseBranchReader();
    repository.commit('first', { [`${VERSIONS}/a.py`]: A });
  });
  afterEach(() => repository.dispose());

  async function read(branch = '', folders = [VERSIONS], recursiveVersionLocations = false) {
    const paths = folders.map((folder) => join(repository.folder, folder));
    const located = await Promise.all(paths.map((path) => locateRepository(path)));
    return reader.read({ located, recursiveVersionLocations, branch });
  }
  /** `expected` is the branch's name, then its revisions in the order of their files. */
  async function check(expected: readonly string[], ...question: Parameters<typeof read>): Promise<void> {
    const base = await read(...question);
    const ids = base?.revisions.nodes.map(({ id }) => id) ?? [];
    assert.deepEqual(base === undefined ? [] : [base.name, ...ids], expected);
  }
  /** A remote whose main is this repository's, as a fetch leaves it. */
  function fetched(): void {
    repository.git('update-ref', 'refs/remotes/origin/main', 'refs/heads/main');
  }

  it('reads the tip of the branch, whatever the work tree has', async () => {
    repository.git('switch', '--quiet', '-c', 'work');
    repository.commit('more', { [`${VERSIONS}/b.py`]: B }, [`${VERSIONS}/a.py`]);
    await check(['main', 'aaaa1']);
  });

  it('reads a header that takes values from constants and modules as the editor does', async () => {
    repository.commit('more', {
      [`${VERSIONS}/b.py`]: "from ids import B\nPARENT = 'aaaa1'\nrevision = B\ndown_revision = PARENT\n",
    });
    const idOf = (id: string): FindProjectModule => {
      const text = `B = '${id}'`;
      return (name) =>
        name === 'ids'
          ? { kind: 'module-file', name, path: '/ids.py', shownPath: 'ids.py', text, isPackage: false }
          : undefined;
    };
    const located = [await locateRepository(join(repository.folder, VERSIONS))];
    const question = { located, recursiveVersionLocations: false, branch: '' };
    for (const id of ['bbbb2', 'bbbb3']) {
      const base = await reader.read({ ...question, findModule: idOf(id) });
      assert.deepEqual(base?.revisions.heads, [id]);
    }
    assert.deepEqual((await reader.read(question))?.revisions.heads, ['aaaa1']);
  });

  it('prefers what the remote calls its default, then its main, then a local one', async () => {
    fetched();
    await check(['origin/main', 'aaaa1']);
    repository.commit('more', { [`${VERSIONS}/b.py`]: B });
    repository.git('update-ref', 'refs/remotes/origin/develop', 'HEAD');
    repository.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/develop');
    await check(['origin/develop', 'aaaa1', 'bbbb2']);
    await check(['main', 'aaaa1', 'bbbb2'], 'main');
  });

  it('takes a name as git does, or as a branch of origin', async () => {
    repository.git('update-ref', 'refs/remotes/origin/trunk', 'HEAD');
    await check(['origin/trunk', 'aaaa1'], 'trunk');
    await check(['origin/trunk', 'aaaa1'], 'origin/trunk');
    await check([], 'nowhere');
    await check([], '--help');
  });

  it('reads only files that Alembic loads, below the folder only where configured', async () => {
    repository.commit('more', {
      [`${VERSIONS}/sub/b.py`]: B,
      [`${VERSIONS}/.#c.py`]: revisionText('cccc3', 'None'),
      [`${VERSIONS}/__init__.py`]: '',
      [`${VERSIONS}/notes.txt`]: revisionText('dddd4', 'None'),
      [`${VERSIONS}/broken.py`]: 'revision = ',
    });
    await check(['main', 'aaaa1']);
    await check(['main', 'aaaa1', 'bbbb2'], '', [VERSIONS], true);
  });

  it('reads several locations, those included that the branch or the work tree does not have', async () => {
    repository.commit('more', { 'other/b.py': B });
    rmSync(join(repository.folder, 'other'), { recursive: true });
    mkdirSync(join(repository.folder, 'new'));
    await check(['main', 'aaaa1', 'bbbb2'], '', [VERSIONS, 'other', 'new']);
    await check([], '', ['new']);
  });

  it('answers with the same object until a tree changes, then reads what changed', async () => {
    const first = await read();
    repository.commit('elsewhere', { 'README.md': 'x' });
    assert.equal(await read(), first);
    repository.commit('more', { [`${VERSIONS}/b.py`]: B });
    const second = await read();
    assert.notEqual(second, first);
    assert.equal(second?.revisions.get('aaaa1')?.source, first?.revisions.get('aaaa1')?.source);
    await check(['main', 'aaaa1', 'bbbb2']);
  });

  it('has nothing to say before the first commit', async () => {
    const empty = new GitRepositoryFixture();
    try {
      mkdirSync(join(empty.folder, VERSIONS), { recursive: true });
      const located = [await locateRepository(join(empty.folder, VERSIONS))];
      assert.equal(await reader.read({ located, recursiveVersionLocations: false, branch: '' }), undefined);
    } finally {
      empty.dispose();
    }
  });

  it('says that the folder is in no repository', async () => {
    await assert.rejects(locateRepository('/'), (error) => {
      return error instanceof GitFailure && error.kind === 'no-repository';
    });
  });
});
