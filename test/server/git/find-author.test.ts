import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { findAuthor } from '../../../server/src/git/find-author.ts';
import { GitFailure } from '../../../server/src/git/git-failure.ts';
import { GitRepositoryFixture } from '../../support/git-repository.ts';
import { revisionText } from '../core/lint/chain-text.ts';

describe('findAuthor', () => {
  let repository: GitRepositoryFixture;
  before(() => {
    repository = new GitRepositoryFixture();
    repository.commit('add a', { 'v/a.py': revisionText('aaaa1', 'None') });
    repository.commit('change a', { 'v/a.py': `${revisionText('aaaa1', 'None')}\n# more\n` });
    repository.git('mv', 'v/a.py', 'v/first.py');
    repository.commit('rename a', { 'v/new.py': '' });
  });
  after(() => repository.dispose());

  const check = async (name: string, subject: string | undefined): Promise<void> => {
    const commit = await findAuthor(join(repository.folder, 'v', name), 5000);
    assert.equal(commit?.subject, subject);
    if (subject !== undefined) assert.equal(commit?.author, 'Ada Lovelace');
  };

  it('is who added the file, also under another name', () => check('first.py', 'add a'));
  it('is who added an empty file', () => check('new.py', 'rename a'));
  it('is nobody for a file that was not committed', async () => {
    repository.write({ 'v/b.py': '' });
    await check('b.py', undefined);
  });
  it('is refused outside of a repository', async () => {
    await assert.rejects(findAuthor('/a.py', 5000), (error) => error instanceof GitFailure);
  });
});
