import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { findRevisionInGit } from '../../../server/src/git/find-revision-in-git.ts';
import { GitRepositoryFixture } from '../../support/git-repository.ts';
import { revisionText } from '../core/lint/chain-text.ts';

const VERSIONS = 'migrations/versions';
const A = revisionText('aaaa1', 'None');
const B = revisionText('bbbb2', "'aaaa1'");
const C = revisionText('cccc3', "'bbbb2'");

/** Every file below a folder with the time of its last change. */
function contents(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.map((name) => `${name} ${statSync(join(folder, name)).mtimeMs}`).sort();
}

describe('findRevisionInGit', () => {
  let repository: GitRepositoryFixture;
  beforeEach(() => {
    repository = new GitRepositoryFixture();
    repository.commit('first', { [`${VERSIONS}/a.py`]: A });
  });
  afterEach(() => repository.dispose());

  const find = (id: string, folder = join(repository.folder, VERSIONS)) => findRevisionInGit(id, [folder]);

  /** `expected` is "commit path reached-by refs" for each text found, newest first. */
  async function check(id: string, expected: readonly string[]): Promise<void> {
    const search = await find(id);
    const found =
      search.kind === 'found'
        ? search.revisions.map(({ commit, path, reachedBy, refs }) =>
            [commit.subject, path, reachedBy, refs.join(',')].join(' | '),
          )
        : [];
    assert.deepEqual(found, expected, JSON.stringify(search));
  }

  it('finds a file that was deleted, with its text, commit and author', async () => {
    const added = repository.commit('add b', { [`${VERSIONS}/b.py`]: B });
    repository.commit('delete b', {}, [`${VERSIONS}/b.py`]);
    const search = await find('bbbb2');
    assert.ok(search.kind === 'found', JSON.stringify(search));
    const [only, ...others] = search.revisions;
    assert.deepEqual(others, []);
    assert.equal(only?.text, B);
    assert.equal(only?.commit.commit, added);
    assert.equal(only?.commit.author, 'Ada Lovelace');
    assert.match(only?.commit.date ?? '', /^2024-01-01T00:02:00/);
    assert.deepEqual(only?.revision.downRevisions, ['aaaa1']);
    assert.equal(only?.revision.path, `${repository.folder}/${VERSIONS}/b.py`);
    assert.deepEqual([only?.reachedBy, only?.refs], ['history', []]);
  });

  it('finds a file of another branch and names the branches that have it', async () => {
    repository.git('switch', '--quiet', '-c', 'feature');
    repository.commit('add b', { [`${VERSIONS}/b.py`]: B });
    repository.git('branch', 'feature-2');
    repository.git('tag', 'v1');
    repository.git('switch', '--quiet', 'main');
    await check('bbbb2', [`add b | ${VERSIONS}/b.py | history | feature,feature-2,v1`]);
  });

  it('finds the newest text first, and a file by its header where the name tells nothing', async () => {
    repository.commit('add b', { [`${VERSIONS}/x.py`]: B });
    repository.commit('rewrite b', { [`${VERSIONS}/x.py`]: `${B}\n# more\n` });
    repository.commit('delete b', {}, [`${VERSIONS}/x.py`]);
    await check('bbbb2', [
      `rewrite b | ${VERSIONS}/x.py | history | `,
      `add b | ${VERSIONS}/x.py | history | `,
    ]);
  });

  it('is not misled by files that only name the id', async () => {
    repository.commit('child', { [`${VERSIONS}/c.py`]: C, 'notes.py': "# 'bbbb2'\n" });
    await check('bbbb2', []);
  });

  it('finds a file that stood in another folder', async () => {
    repository.commit('old place', { 'old/alembic/bbbb2_orders.py': B });
    repository.commit('removed', {}, ['old/alembic/bbbb2_orders.py']);
    await check('bbbb2', ['old place | old/alembic/bbbb2_orders.py | history | ']);
    repository.commit('other place', { 'older/x.py': C });
    await check('cccc3', ['other place | older/x.py | history | main']);
  });

  it('finds what a merge threw away', async () => {
    repository.git('switch', '--quiet', '-c', 'feature');
    repository.commit('add b', { [`${VERSIONS}/b.py`]: B });
    repository.git('switch', '--quiet', 'main');
    repository.commit('other', { 'README.md': 'x' });
    repository.git('merge', '--quiet', '--strategy=ours', 'feature', '-m', 'merge');
    repository.git('branch', '--quiet', '-D', 'feature');
    await check('bbbb2', [`add b | ${VERSIONS}/b.py | history | `]);
  });

  it('finds what is stashed, also untracked and in an older stash', async () => {
    repository.write({ [`${VERSIONS}/b.py`]: B });
    repository.git('stash', 'push', '--quiet', '--include-untracked');
    await check('bbbb2', [
      `untracked files on main: ${repository.git('rev-parse', '--short', 'HEAD')} first | ${VERSIONS}/b.py | stash | `,
    ]);
    repository.write({ [`${VERSIONS}/c.py`]: C });
    repository.git('stash', 'push', '--quiet', '--include-untracked');
    const search = await find('bbbb2');
    assert.ok(search.kind === 'found' && search.revisions[0]?.reachedBy === 'unreferenced');
  });

  it('finds what only the reflog still reaches', async () => {
    repository.commit('add b', { [`${VERSIONS}/b.py`]: B });
    repository.git('reset', '--quiet', '--hard', 'HEAD~1');
    await check('bbbb2', [`add b | ${VERSIONS}/b.py | unreferenced | `]);
  });

  it('asks the index of no other repository, though a hook names one', async () => {
    repository.commit('add b', { [`${VERSIONS}/b.py`]: B });
    process.env.GIT_DIR = '/nowhere';
    try {
      await check('bbbb2', [`add b | ${VERSIONS}/b.py | history | main`]);
    } finally {
      delete process.env.GIT_DIR;
    }
  });

  it('finds from a linked work tree, and in a submodule its own history', async () => {
    repository.commit('add b', { [`${VERSIONS}/b.py`]: B }, []);
    repository.commit('delete b', {}, [`${VERSIONS}/b.py`]);
    const linked = `${repository.folder}-linked`;
    repository.git('worktree', 'add', '--quiet', linked, '-b', 'linked');
    const inLinked = await find('bbbb2', join(linked, VERSIONS));
    rmSync(linked, { recursive: true });
    assert.ok(inLinked.kind === 'found');
    assert.equal(inLinked.revisions[0]?.revision.path, `${linked}/${VERSIONS}/b.py`);

    const outer = new GitRepositoryFixture();
    try {
      outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', repository.folder, 'sub');
      const inModule = await find('bbbb2', join(outer.folder, 'sub', VERSIONS));
      assert.ok(inModule.kind === 'found');
      assert.equal(inModule.revisions[0]?.revision.path, `${outer.folder}/sub/${VERSIONS}/b.py`);
    } finally {
      outer.dispose();
    }
  });

  it('says that a shallow clone may lack it', async () => {
    repository.commit('add b', { [`${VERSIONS}/b.py`]: B });
    repository.commit('delete b', {}, [`${VERSIONS}/b.py`]);
    const clone = `${repository.folder}-shallow`;
    repository.git('clone', '--quiet', '--depth=1', `file://${repository.folder}`, clone);
    const search = await find('bbbb2', join(clone, VERSIONS));
    rmSync(clone, { recursive: true });
    assert.ok(search.kind === 'absent', JSON.stringify(search));
    assert.match(search.message, /shallow: git fetch --unshallow/);
  });

  it('finds by its name what a partial clone has, and says what it cannot look into', async () => {
    repository.commit('add b', { [`${VERSIONS}/bbbb2_b.py`]: B });
    repository.commit('change b', { [`${VERSIONS}/bbbb2_b.py`]: `${B}\n# more\n`, [`${VERSIONS}/c.py`]: C });
    repository.git('switch', '--quiet', '-c', 'other', 'HEAD~2');
    for (const [path, commit] of [
      [`${VERSIONS}/bbbb2_b.py`, 'main~1'],
      [`${VERSIONS}/c.py`, 'main'],
    ]) {
      const blob = repository.git('rev-parse', `${commit}:${path}`);
      rmSync(join(repository.folder, '.git', 'objects', blob.slice(0, 2), blob.slice(2)));
    }
    await check('bbbb2', [`change b | ${VERSIONS}/bbbb2_b.py | history | main`]);
    await unavailable(join(repository.folder, VERSIONS), 'failed', /^git failed in .*: fatal: /, 'dddd4');
  });

  it('changes nothing in the repository', async () => {
    repository.commit('add b', { [`${VERSIONS}/b.py`]: B });
    repository.write({ [`${VERSIONS}/a.py`]: A });
    const before = contents(join(repository.folder, '.git'));
    await find('bbbb2');
    assert.deepEqual(contents(join(repository.folder, '.git')), before);
  });

  const unavailable = async (
    folder: string,
    reason: string,
    message: RegExp,
    id = 'bbbb2',
  ): Promise<void> => {
    const search = await find(id, folder);
    assert.ok(search.kind === 'unavailable', JSON.stringify(search));
    assert.equal(search.reason, reason);
    assert.match(search.message, message);
  };

  it('says why it cannot search', async () => {
    const plain = realpathSync(mkdtempSync(join(tmpdir(), 'plain-')));
    try {
      await unavailable(plain, 'no-repository', /is in no git repository\.$/);
      await unavailable(join(plain, 'not', 'there'), 'no-repository', /is in no git repository\.$/);
      const bare = `${plain}/bare.git`;
      repository.git('clone', '--quiet', '--bare', repository.folder, bare);
      await unavailable(bare, 'no-repository', /without a work tree\.$/);
    } finally {
      rmSync(plain, { recursive: true });
    }
    const path = process.env.PATH;
    try {
      process.env.PATH = '/nowhere';
      await unavailable(join(repository.folder, VERSIONS), 'no-git', /not found on the PATH/);
    } finally {
      process.env.PATH = path;
    }
    process.env.GIT_TEST_ASSUME_DIFFERENT_OWNER = '1';
    try {
      await unavailable(
        join(repository.folder, VERSIONS),
        'unsafe-directory',
        /another user owns it.*git config --global --add safe\.directory \//,
      );
    } finally {
      delete process.env.GIT_TEST_ASSUME_DIFFERENT_OWNER;
    }
  });

  it('takes any text for an id', async () => {
    const odd = '-a[b]*?$(x)';
    repository.commit('odd', { [`${VERSIONS}/odd.py`]: revisionText(odd, 'None') });
    await check(odd, [`odd | ${VERSIONS}/odd.py | history | main`]);
    await check('-h', []);
    await check('--output=x', []);
    await check('', []);
    await check('x\0y', []);
    await check('*', []);
    await check('a\nb', []);
  });

  it('ends in time', async () => {
    const search = await findRevisionInGit('bbbb2', [join(repository.folder, VERSIONS)], { timeoutMs: 0 });
    assert.ok(search.kind === 'unavailable');
    assert.equal(search.reason, 'timeout');
  });
});
