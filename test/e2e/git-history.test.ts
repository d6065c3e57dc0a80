import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { GitRepositoryFixture } from '../support/git-repository.ts';
import { available, suiteNeeds } from '../support/suite-availability.ts';
import { START_PATIENCE_MS, type Window, Workbench, workbenchTools } from './workbench/workbench.ts';

const tools = await workbenchTools();
const SETTLED_MS = 2000;
const VERSIONS = 'migrations/versions';

function revision(id: string, down: string | undefined, message: string, operation: string): string {
  return `"""${message}

Revision ID: ${id}
Revises: ${down ?? ''}
Create Date: 2024-01-01 10:00:00

"""
from alembic import op
import sqlalchemy as sa

revision = '${id}'
down_revision = ${down === undefined ? 'None' : `'${down}'`}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${operation}


def downgrade() -> None:
    raise NotImplementedError
`;
}

const USERS = revision(
  'a1a1a1',
  undefined,
  'add users',
  'op.create_table("users", sa.Column("id", sa.Integer))',
);
const ORDERS = revision(
  'b2b2b2',
  'a1a1a1',
  'add orders',
  'op.create_table("orders", sa.Column("id", sa.Integer))',
);
const TOTAL = revision(
  'c3c3c3',
  'b2b2b2',
  'add total',
  'op.add_column("orders", sa.Column("total", sa.Integer))',
);
const NOTE = revision('d4d4d4', 'b2b2b2', 'add note', 'op.add_column("orders", sa.Column("note", sa.Text))');

describe('what git knows, in the workbench', suiteNeeds('e2e', tools), () => {
  let workbench: Workbench;
  let window: Window;
  let repository: GitRepositoryFixture;

  before(async () => {
    workbench = await Workbench.start(available(tools));
    repository = new GitRepositoryFixture(await workbench.folder('git'));
    repository.commit('orders', {
      'alembic.ini': '[alembic]\nscript_location = %(here)s/migrations\n',
      'migrations/env.py': '',
      [`${VERSIONS}/a_users.py`]: USERS,
      [`${VERSIONS}/b_orders.py`]: ORDERS,
    });
    repository.git('branch', 'work');
    repository.commit('note', { [`${VERSIONS}/d_note.py`]: NOTE });
    repository.git('switch', '--quiet', 'work');
    repository.commit('total', { [`${VERSIONS}/c_total.py`]: TOTAL });
    window = await workbench.open(repository.folder);
    await window.sideBar.open();
    await window.sideBar.row('Revisions', 'add total').waitFor({ timeout: START_PATIENCE_MS });
  });
  after(async () => {
    await window?.screenshot('git-history-last');
    await workbench?.close();
  });

  const saved = (name: string) => readFile(join(repository.folder, VERSIONS, name), 'utf8');

  it('warns of a parent that the base branch has moved on from', async () => {
    await window.sideBar.row('Revisions', 'add total').click();
    await window.editors.squiggle('c_total.py', 'warning').first().waitFor();
  });

  it('follows the base branch when its ref moves', async () => {
    const tip = repository.git('rev-parse', 'main');
    repository.git('update-ref', 'refs/heads/main', 'main~1');
    await window.editors.squiggle('c_total.py', 'warning').first().waitFor({ state: 'detached' });
    repository.git('update-ref', 'refs/heads/main', tip);
    await window.editors.squiggle('c_total.py', 'warning').first().waitFor();
  });

  it('offers to rebase once the branch has been merged, and shows the edited file', async () => {
    repository.git('merge', '--quiet', '--no-edit', 'main');
    await window.sideBar.view('Revisions').getByText('2 heads').waitFor();
    await window.sideBar.row('Revisions', 'add note').locator('.codicon-error').waitFor();
    // A merge is many changes of files; a tree that is drawn anew closes its menu.
    await window.page.waitForTimeout(SETTLED_MS);
    await window.sideBar.contextMenu('Revisions', 'add total', 'Rebase Revision');
    await window.quickInput.labels('Onto which revision?');
    await window.screenshot('rebase-onto');
    await window.quickInput.pick('add note', 'Onto which revision?');
    await window.editors.line('c_total.py', "down_revision = 'd4d4d4'").waitFor();
    await window.editors.line('c_total.py', 'Revises: d4d4d4').waitFor();
    await window.sideBar.view('Revisions').getByText('2 heads').waitFor({ state: 'detached' });
    await window.screenshot('rebase');
  });

  it('takes the rebase back by Undo', async () => {
    await window.editors.focus('c_total.py');
    await window.page.keyboard.press('Control+Z');
    await window.editors.line('c_total.py', "down_revision = 'b2b2b2'").waitFor();
    await window.sideBar.view('Revisions').getByText('2 heads').waitFor();
  });

  it('shows what both sides of a merge touch before it makes one', async () => {
    await window.quickInput.command('Alembic: Merge Heads');
    await window.quickInput.labels('Which heads become one?');
    await window.quickInput.accept();
    await window.quickInput.answer('merge', 'Message of the merge revision');
    const dialog = window.messages.dialog('The heads change the same tables.');
    await dialog.waitFor();
    assert.match(await dialog.innerText(), /both sides touch table orders: \w{6} \(ADD COLUMN/);
    await window.screenshot('merge-conflicts');
    await window.messages.press('The heads change the same tables.', 'Cancel');
  });

  it('restores a revision that was deleted, by quick fix', async () => {
    repository.commit('lose orders', {}, [`${VERSIONS}/b_orders.py`, `${VERSIONS}/d_note.py`]);
    await window.sideBar.row('Revisions', 'add orders').waitFor({ state: 'detached' });
    await window.editors.focus('c_total.py');
    await window.editors.goTo(12, 20);
    const fix = window.page.locator('.action-widget .monaco-list-row', {
      hasText: 'Restore b_orders.py from',
    });
    // A diagnostic that comes in meanwhile closes the list again.
    for (let attempt = 0; attempt < 5 && (await fix.count()) === 0; attempt += 1) {
      await window.page.keyboard.press('Control+.');
      await window.page.waitForTimeout(SETTLED_MS);
    }
    await fix.first().waitFor();
    await window.screenshot('restore-lost-revision');
    await fix.first().click();
    await window.editors.line('b_orders.py', "revision = 'b2b2b2'").first().waitFor();
    await window.editors.squiggle('b_orders.py', 'error').first().waitFor({ state: 'detached' });
    await window.editors.focus('b_orders.py');
    await window.editors.save();
    await window.sideBar.row('Revisions', 'add orders').waitFor();
    await window.screenshot('restored-revision');
    assert.equal(await saved('b_orders.py'), ORDERS);
  });
});
