import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Client } from 'pg';
import { runCli } from '../support/cli.ts';
import { queryDatabase, withPostgres } from '../support/postgres-server.ts';
import { repositoryPath } from '../support/repository.ts';
import { available, suiteNeeds } from '../support/suite-availability.ts';
import { openSample } from './workbench/sample.ts';
import { START_PATIENCE_MS, type Window, Workbench, workbenchTools } from './workbench/workbench.ts';

const tools = await workbenchTools();
const postgres = await withPostgres();
const MERGE = '2be6a40f97d8';
const HEAD = '816ce4f9d3b0';

describe('a run on a database that others work on', suiteNeeds('e2e', tools, postgres), () => {
  let workbench: Workbench;
  let window: Window;
  let url: string;
  let other: Client;

  before(async () => {
    url = await available(postgres).createDatabase('e2e');
    const upgraded = await runCli(['upgrade', MERGE, '--url', url], {
      cwd: repositoryPath('migrations-sample'),
    });
    assert.equal(upgraded.exitCode, 0, upgraded.stderr);
    other = new Client({ connectionString: url, application_name: 'order-desk' });
    other.on('error', () => undefined);
    await other.connect();
    await other.query('BEGIN; SELECT * FROM orders');
    const shown = new URL(url);
    process.env.PGPASSWORD = decodeURIComponent(shown.password);
    shown.password = '';
    const databases = [{ name: 'live', url: shown.href, lockTimeout: '90s' }];
    workbench = await Workbench.start(available(tools), {
      settings: { 'alembicWorkbench.databases': databases },
    });
    ({ window } = await openSample(workbench, 'guarded'));
    await window.sideBar.row('Databases', /live.*5 behind/).waitFor({ timeout: START_PATIENCE_MS });
  });
  after(async () => {
    await window?.screenshot('guarded-runs-last');
    await other?.end();
    await workbench?.close();
  });

  it('shows its card, and asks, because somebody is in its way', async () => {
    await window.quickInput.command('Alembic: Upgrade to Head');
    const dialog = window.messages.dialog(/Upgrade “live” by 5 revisions/);
    await dialog.waitFor();
    assert.match(
      (await dialog.textContent()) ?? '',
      /orders is locked \(ACCESS SHARE\) by process \d+ \(user postgres, order-desk/,
    );
    await window.screenshot('run-card-asked');
    await window.messages.press(/Upgrade “live”/, 'Read the Plan');
    await dialog.waitFor({ state: 'hidden' });
    const card = await window.editors.text('plan of upgrade (live)');
    assert.match(card, /GO WITH CAUTION/);
    assert.match(card, /public\.orders +\d+ kB/);
    await window.screenshot('run-card');
  });

  it('waits, tells for whom, and frees the lock when told to', async () => {
    await window.messages
      .notification(/Upgrade “live”/)
      .getByRole('button', { name: 'Upgrade…' })
      .click();
    await window.messages.press(/Upgrade “live”/, 'Upgrade');
    const question = window.messages.notification(
      /waits for a lock that process \d+ \(user postgres, order-desk/,
    );
    await question.waitFor();
    await window.screenshot('run-waits');
    await question.getByRole('button', { name: 'End Its Session…' }).click();
    await window.messages.press(/End the session of process/, 'End the Session');
    await window.messages.ended(/5 revisions done/).waitFor();
    await window.messages.dismissAll();
    await window.sideBar.row('Databases', /Upgrade done/).waitFor();
    await window.sideBar
      .row('Databases', new RegExp(`${HEAD.slice(0, 8)} · up to date`))
      .first()
      .waitFor();
    await window.screenshot('run-done');
  });

  it('ends a failure in a dialog that leads to the line', async () => {
    await queryDatabase(url, 'ALTER TABLE orders_p_upstox RENAME TO moved_away');
    await window.quickInput.command('Alembic: Downgrade One');
    await window.messages.press(/Downgrade “live”/, 'Downgrade');
    const dialog = window.messages.dialog(
      new RegExp(`The downgrade of “live” failed in revision ${HEAD}, line \\d+`),
    );
    await dialog.waitFor();
    assert.match((await dialog.textContent()) ?? '', /orders_p_upstox.*42P01/s);
    await window.screenshot('run-failed');
    await window.messages.press(/failed in revision/, 'Open Revision');
    await window.editors.tab('upstox').waitFor();
    await window.sideBar.row('Databases', /Downgrade failed/).waitFor();
    await window.screenshot('run-failed-opened');
  });
});
