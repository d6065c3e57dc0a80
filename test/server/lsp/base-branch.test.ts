import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { CodeAction } from 'vscode-languageserver-protocol/node';
import { GitRepositoryFixture } from '../../support/git-repository.ts';
import { revisionText } from '../core/lint/chain-text.ts';
import { RunningServer, type ServerOptions } from './running-server.ts';

const folder = 'migrations/versions/';
const FILES = {
  'alembic.ini': '[alembic]\nscript_location = %(here)s/migrations\n',
  'migrations/env.py': '',
  [`${folder}a.py`]: revisionText('aaaa1', 'None'),
};
const C = `${folder}c.py`;
const RULE = `${C} parent-behind-base-branch`;

/** A work tree on branch `work`, whose c.py follows a.py as b.py does on `main`. */
async function start(options: ServerOptions = {}): Promise<RunningServer> {
  const origin = new GitRepositoryFixture();
  origin.commit('first', FILES);
  origin.git('branch', 'work');
  origin.commit('b', { [`${folder}b.py`]: revisionText('bbbb2', "'aaaa1'") });
  origin.git('switch', '--quiet', 'work');
  origin.commit('c', { [C]: revisionText('cccc3', "'aaaa1'") });
  try {
    return await RunningServer.start({ copyOf: origin.folder, ...options });
  } finally {
    origin.dispose();
  }
}

describe('the base branch over the real transport', () => {
  let server: RunningServer;
  let repository: GitRepositoryFixture;
  before(async () => {
    server = await start();
    repository = new GitRepositoryFixture(server.folder);
  });
  after(() => server.stop());

  async function changed(...names: readonly string[]): Promise<void> {
    await server.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: names.map((name) => ({ uri: server.uri(name), type: 2 })),
    });
  }

  it('tells the revision whose parent is no head there any more', async () => {
    await server.untilCodes([RULE]);
    assert.match(String(server.diagnostics(C)[0]?.message), /^"main" has moved on from "aaaa1" to "bbbb2"/);
  });

  it('holds while the file is edited, and goes with the parent', async () => {
    const text = await server.open(C);
    await server.type(C, text.replace("'aaaa1'", 'None'));
    await server.untilCodes([`${folder}a.py multiple-heads`, `${C} multiple-heads`, `${C} multiple-bases`]);
    await server.type(C, text);
    await server.untilCodes([RULE]);
  });

  it('follows the branch when its ref moves', async () => {
    const tip = repository.git('rev-parse', 'main');
    repository.git('update-ref', 'refs/heads/main', 'main~1');
    await changed('.git/refs/heads/main');
    await server.untilCodes([]);
    repository.git('update-ref', 'refs/heads/main', tip);
    await changed('.git/packed-refs');
    await server.untilCodes([RULE]);
  });

  it('rebases once the branch has been brought in', async () => {
    repository.git('merge', '--quiet', '--no-edit', 'main');
    await server.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: server.uri(`${folder}b.py`), type: 1 }],
    });
    await server.untilCodes([RULE, `${folder}b.py multiple-heads`, `${C} multiple-heads`]);
    const diagnostics = server.diagnostics(C).filter(({ code }) => code === 'parent-behind-base-branch');
    const actions: CodeAction[] = await server.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri: server.uri(C) },
      range: diagnostics[0]?.range,
      context: { diagnostics },
    });
    assert.deepEqual(
      actions.map(({ title, command }) => [title, command?.command]),
      [['Rebase "cccc3" (revision cccc3) onto "bbbb2" (revision bbbb2)', 'alembicWorkbench.rebaseRevision']],
    );
  });

  it('logged no defect', () => assert.deepEqual(server.log, []));
});

describe('the base branch of the setting', () => {
  async function check(options: ServerOptions, expected: readonly string[], log: RegExp): Promise<void> {
    const server = await start(options);
    try {
      // The log is written where the branch is read; a setting that turns it off leaves nothing to wait for.
      if (expected.length > 0) await server.untilCodes(expected);
      else await new Promise((resolve) => setTimeout(resolve, 1000));
      assert.deepEqual(server.allCodes(), expected);
      assert.match(server.log.join(), log);
    } finally {
      await server.stop();
    }
  }
  const setting = (baseBranch: string): ServerOptions => ({ settings: { baseBranch } });

  it('is taken', () => check(setting('main'), [RULE], /^$/));
  it('may be none', () => check(setting('none'), [], /^$/));
  it('is said not to exist', () => check(setting('trunk'), [], /^There is no branch "trunk"/));
  it('is read once the workspace is trusted', async () => {
    const server = await start({ trusted: false });
    try {
      assert.deepEqual(server.allCodes(), []);
      await server.request('alembic/trust', null);
      await server.untilCodes([RULE]);
    } finally {
      await server.stop();
    }
  });
  it('is read by the git that VS Code uses', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'git-'));
    const git = join(folder, 'git');
    writeFileSync(git, `#!/bin/sh\necho "$@" >> '${folder}/asked'\nexec git "$@"\n`, { mode: 0o755 });
    try {
      await check({ gitPath: [join(folder, 'absent'), git] }, [RULE], /^$/);
      assert.match(readFileSync(join(folder, 'asked'), 'utf8'), / ls-tree /);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
  it('is not read in an untrusted workspace', () => check({ trusted: false }, [], /^$/));
});
