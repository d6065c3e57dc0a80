import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { revisionText } from '../server/core/lint/chain-text.ts';
import { PLAIN_ENV } from '../server/lsp/plain-env.ts';
import { GitRepositoryFixture } from '../support/git-repository.ts';
import { available, suiteNeeds } from '../support/suite-availability.ts';
import { START_PATIENCE_MS, type Window, Workbench, workbenchTools } from './workbench/workbench.ts';

const tools = await workbenchTools();
const VERSIONS = 'migrations/versions';

function made(table: string) {
  return {
    docstring: `add ${table}`,
    upgrade: `op.execute('CREATE TABLE ${table} (id INT)')`,
    downgrade: `op.execute('DROP TABLE ${table}')`,
  };
}

describe('before another branch is checked out', suiteNeeds('e2e', tools), () => {
  let workbench: Workbench;
  let window: Window;
  let repository: GitRepositoryFixture;

  before(async () => {
    workbench = await Workbench.start(available(tools));
    repository = new GitRepositoryFixture(await workbench.folder('base-branch'));
    repository.commit('users', {
      'alembic.ini': '[alembic]\nscript_location = %(here)s/migrations\n',
      'migrations/env.py': PLAIN_ENV,
      [`${VERSIONS}/a_users.py`]: revisionText('a1a1a1', 'None', made('users')),
    });
    repository.git('switch', '--quiet', '-c', 'feature/orders');
    repository.commit('orders', {
      [`${VERSIONS}/b_orders.py`]: revisionText('b2b2b2', "'a1a1a1'", made('orders')),
      [`${VERSIONS}/c_fills.py`]: revisionText('c3c3c3', "'b2b2b2'", made('fills')),
    });
    window = await workbench.open(repository.folder);
    await window.sideBar.open();
    await window.sideBar.row('Databases', /3 behind/).waitFor({ timeout: START_PATIENCE_MS });
    await window.quickInput.command('Alembic: Upgrade to Head');
    await window.sideBar.row('Databases', /c3c3c3 · up to date/).waitFor({ timeout: START_PATIENCE_MS });
    await window.messages.dismissAll();
  });
  after(async () => {
    await window?.screenshot('base-branch-last');
    await workbench?.close();
  });

  it('undoes what the base branch does not have, and says what that removes', async () => {
    await window.quickInput.command('Alembic: Downgrade to Base Branch');
    const question = window.messages.dialog(/Downgrade “embedded” by 2 revisions, from c3c3c3\?/);
    await question.waitFor();
    assert.match((await question.textContent()) ?? '', /table fills \(c3c3c3\).*table orders \(b2b2b2\)/s);
    await window.screenshot('downgrade-to-base-branch');
    await window.messages.press(/Downgrade “embedded” by 2 revisions/, 'Downgrade');
    await window.sideBar.row('Databases', /a1a1a1 · 2 behind/).waitFor();
    await window.messages.dismissAll();
  });

  it('leaves nothing to do, and a database that the base branch knows', async () => {
    await window.quickInput.command('Alembic: Downgrade to Base Branch');
    await window.messages.notification(/main/).waitFor();
    await window.screenshot('nothing-to-undo');
    repository.git('switch', '--quiet', 'main');
    await window.sideBar.row('Databases', /a1a1a1 · up to date/).waitFor();
    await window.screenshot('base-branch-checked-out');
  });
});
