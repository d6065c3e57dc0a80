import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { repositoryPath } from '../support/repository.ts';
import { readRepositoryFile, repositoryFiles } from './repository.ts';

const LINK = /\]\((?!https?:|#)([^)#\s]+)(?:#[^)\s]*)?\)/g;

describe('documents', () => {
  const pages = repositoryFiles().filter(
    (path) => path.endsWith('.md') && !path.startsWith('test/fixtures/'),
  );

  for (const page of pages) {
    it(`${page} links to files that exist`, () => {
      const missing = [...readRepositoryFile(page).matchAll(LINK)]
        .map(([, target = '']) => join(dirname(page), target))
        .filter((target) => !existsSync(repositoryPath(target)));
      assert.deepEqual(missing, []);
    });
  }

  it('README.md shows the usage and the settings as they are', () => {
    const check = spawnSync(process.execPath, ['scripts/readme.mjs', '--check'], {
      cwd: repositoryPath(),
      encoding: 'utf8',
    });
    assert.equal(check.status, 0, check.stderr);
  });
});
