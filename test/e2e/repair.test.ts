import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { GitRepositoryFixture } from '../support/git-repository.ts';
import { available, suiteNeeds } from '../support/suite-availability.ts';
import { databaseAnswered, openSample } from './workbench/sample.ts';
import { type Window, Workbench, workbenchTools } from './workbench/workbench.ts';

const tools = await workbenchTools();
const FILE = '2025_06_02_0905-816ce4f9d3b0_add_broker_upstox.py';

describe('a database at a revision that no file has any more', suiteNeeds('e2e', tools), () => {
  let workbench: Workbench;
  let window: Window;
  let path: string;

  before(async () => {
    workbench = await Workbench.start(available(tools));
    const sample = await openSample(workbench, 'repair');
    window = sample.window;
    path = join(sample.folder, 'migrations', 'versions', FILE);
    new GitRepositoryFixture(sample.folder).commit('the sample', {});
    await databaseAnswered(window);
    await window.quickInput.command('Alembic: Upgrade to Head');
    await window.messages.ended(/20 revisions done/).waitFor();
    await window.messages.dismissAll();
  });
  after(async () => {
    await window?.screenshot('repair-last');
    await workbench?.close();
  });

  it('is told in the view as soon as the file is gone', async () => {
    rmSync(path);
    await window.sideBar.row('Databases', /816ce4f9 · revision not in this folder/).waitFor();
    await window.screenshot('repair-trouble');
  });

  it('leads from a run that cannot be planned to the ways out', async () => {
    await window.quickInput.command('Alembic: Upgrade to Head');
    const told = window.messages.notification(/is at 816ce4f9d3b0, which no revision file has/);
    await told.getByRole('button', { name: 'Repair…' }).click();
    const labels = await window.quickInput.labels('The database is at 816ce4f9d3b0');
    assert.deepEqual(
      labels.map((label) => label.trim()),
      [
        'Restore the file, then downgrade to 5b8d2f04a7c3…',
        'Restore the file from git',
        'Stamp as 5b8d2f04a7c3…',
        'Read about recovery',
      ],
    );
    await window.screenshot('repair-ways-out');
  });

  it('goes back with the file from git, by an ordinary downgrade, and takes the file away again', async () => {
    await window.quickInput.pick('Restore the file, then downgrade', 'The database is at');
    await window.messages.press(/Downgrade/, 'Downgrade');
    assert.ok(existsSync(path), 'the file is back');
    const question = window.messages.notification(/is below the restored revisions/);
    await question.getByRole('button', { name: 'Delete the Restored Files' }).click();
    await window.sideBar.row('Databases', /5b8d2f04 · up to date/).waitFor();
    assert.ok(!existsSync(path), 'the file is gone');
    await window.screenshot('repair-done');
  });

  it('finds nothing more', async () => {
    await window.quickInput.command('Alembic: Repair Database…');
    await window.messages.notification(/version table of “embedded” and the revision files agree/).waitFor();
  });
});
