import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { available, suiteNeeds } from '../support/suite-availability.ts';
import { databaseAnswered, openSample } from './workbench/sample.ts';
import type { Row } from './workbench/side-bar.ts';
import { START_PATIENCE_MS, type Window, Workbench, workbenchTools } from './workbench/workbench.ts';

const tools = await workbenchTools();
const HEAD = '816ce4f9d3b0';
const BASE = '8f2b6c1d4e07';
/** Longer than the workbench waits before it shows a tooltip. */
const HOVER_MS = 1500;
const COUNT = 20;

describe('the sample, from an empty database to its head and back', suiteNeeds('e2e', tools), () => {
  let workbench: Workbench;
  let window: Window;

  before(async () => {
    workbench = await Workbench.start(available(tools));
    ({ window } = await openSample(workbench, 'sample'));
    await databaseAnswered(window);
  });
  after(async () => {
    await window?.screenshot('sample-chain-last');
    await workbench?.close();
  });

  const revisions = (): Promise<Row[]> => window.sideBar.rows('Revisions');

  /** Waits until the row with this message has this icon. */
  async function iconBecomes(message: string, icon: string): Promise<void> {
    await window.sideBar.row('Revisions', message).locator(`.codicon-${icon}`).waitFor();
  }

  /** The row of the database says so; it is told by the server, nobody refreshes. */
  async function databaseSays(text: string | RegExp): Promise<void> {
    await window.sideBar.row('Databases', text).first().waitFor();
    await window.statusBarItem.filter({ hasText: text }).waitFor();
  }

  /** Waits for the message that ends a run, and takes it away. */
  async function runEnds(text: RegExp, timeout?: number): Promise<string> {
    const message = window.messages.ended(text);
    await message.waitFor(timeout === undefined ? {} : { timeout });
    const told = (await message.textContent()) ?? '';
    await window.messages.dismissAll();
    return told;
  }

  it('tells in the tooltip of a revision what the database and its operations say', {
    timeout: START_PATIENCE_MS,
  }, async () => {
    const tooltip = window.page.locator('.monaco-hover', { hasText: 'State: pending' });
    const told = tooltip.filter({ hasText: 'SHARE strategy_configurations' });
    // A view that is drawn anew under the mouse forgets that it stands there, so it goes away and comes back.
    while (!(await told.isVisible())) {
      await window.sideBar.row('Revisions', 'seed brokers').locator('.label-name').hover();
      await window.page.waitForTimeout(HOVER_MS);
      await window.sideBar.row('Revisions', 'add use_composition').locator('.label-name').hover();
      await window.page.waitForTimeout(HOVER_MS);
    }
    await window.screenshot('revision-tooltip');
    await window.sideBar.view('Databases').locator('.pane-header').hover();
    await tooltip.waitFor({ state: 'hidden' });
  });

  it('shows the chain newest first, with message, short id, labels and date', async () => {
    const rows = await revisions();
    assert.equal(rows.length, COUNT);
    assert.deepEqual(rows[0], {
      label: 'add broker Upstox',
      description: `${HEAD.slice(0, 8)} · 2025-06-02`,
      icon: 'circle-outline',
    });
    assert.equal(rows.at(-1)?.description, `${BASE.slice(0, 8)} · 2025-01-13`);
    const merge = rows.find(({ label }) => label === 'merge analytics');
    assert.equal(merge?.icon, 'git-merge');
    assert.ok(
      rows.some(({ description }) => / · analytics · /.test(description)),
      'a label is shown',
    );
  });

  it('shows the embedded database and how far behind it is, in the view and in the status bar', async () => {
    await window.sideBar.row('Databases', `empty · ${COUNT} behind`).waitFor();
    assert.match((await window.statusBarItem.textContent()) ?? '', new RegExp(`empty · ${COUNT} behind`));
    await window.screenshot('revisions-pending');
  });

  it('upgrades to the head with progress per revision, a message, and views that follow', async () => {
    await window.quickInput.command('Alembic: Upgrade to Head');
    await window.messages.record();
    // The first run starts the embedded database.
    const told = await runEnds(/20 revisions done/, START_PATIENCE_MS);
    assert.match(told, new RegExp(HEAD));
    const shown = await window.messages.recorded();
    assert.ok(
      shown.some((text) => /^Upgrading “embedded” by 20 revisions/.test(text)),
      shown.join('\n'),
    );
    const steps = shown.filter((text) => /: \d+ of 20: [0-9a-f]{12} \w+/.test(text));
    assert.ok(steps.length > 0, `no step is among\n${shown.join('\n')}`);
    await databaseSays(`${HEAD.slice(0, 8)} · up to date`);
    await iconBecomes('add broker Upstox', 'pass-filled');
    await iconBecomes('create brokers and users', 'pass');
    await window.screenshot('revisions-applied');
  });

  it('says so where there is nothing to do', async () => {
    await window.quickInput.command('Alembic: Upgrade to Head');
    await runEnds(new RegExp(`Nothing to upgrade: “.+” is at ${HEAD}`));
  });

  it('downgrades one, after it asked where that destroys data', async () => {
    await window.quickInput.command('Alembic: Downgrade One');
    await window.messages.press(/Downgrade/, 'Downgrade');
    await runEnds(/5b8d2f04a7c3/);
    await databaseSays('5b8d2f04 · 1 behind');
    await iconBecomes('add broker Upstox', 'circle-outline');
    await iconBecomes('give users a role', 'pass-filled');
  });

  it('downgrades to a revision, which stays applied', async () => {
    await window.sideBar.inlineAction('Revisions', 'merge analytics', 'Downgrade to Here');
    await window.messages.press(/Downgrade/, 'Downgrade');
    await runEnds(/2be6a40f97d8/);
    await databaseSays('2be6a40f · 5 behind');
    await iconBecomes('merge analytics', 'git-merge');
    await iconBecomes('add order status', 'circle-outline');
  });

  it('upgrades one', async () => {
    await window.quickInput.command('Alembic: Upgrade One');
    await runEnds(/cf507d1be934/);
    await databaseSays('cf507d1b · 4 behind');
  });

  it('upgrades to a revision, an index built concurrently among it', async () => {
    await window.sideBar.inlineAction('Revisions', 'index orders by strategy', 'Upgrade to Here');
    await runEnds(/e07c9b63f5a2/);
    await databaseSays('e07c9b63 · 2 behind');
  });

  it('stamps from the context menu, without running anything', async () => {
    for (const [message, id] of [
      ['merge analytics', '2be6a40f97d8'],
      ['index orders by strategy', 'e07c9b63f5a2'],
    ] as const) {
      await window.sideBar.contextMenu('Revisions', message, 'Stamp This Revision');
      await window.messages.press(/without running a revision/, 'Stamp');
      await runEnds(new RegExp(id));
      await databaseSays(`${id.slice(0, 8)} · `);
    }
  });

  it('asks before data is destroyed and changes nothing where the answer is no', async () => {
    await window.quickInput.command('Alembic: Downgrade to Base');
    const dialog = window.messages.dialog(/Downgrade “.+” by 18 revisions, from e07c9b63f5a2/);
    await dialog.waitFor();
    assert.match((await dialog.textContent()) ?? '', /This removes for good, with the data in it:/);
    await window.screenshot('downgrade-asks');
    await window.messages.press(/Downgrade/, 'Cancel');
    await dialog.waitFor({ state: 'hidden' });
    await databaseSays('e07c9b63 · 2 behind');
  });

  it('downgrades to base', async () => {
    await window.quickInput.command('Alembic: Downgrade to Base');
    await window.messages.press(/Downgrade/, 'Downgrade');
    await runEnds(/18 revisions/);
    await databaseSays(`empty · ${COUNT} behind`);
    await iconBecomes('create brokers and users', 'circle-outline');
  });

  it('prints history, heads, branches and current as alembic does', async () => {
    await window.quickInput.command('Alembic: Show History');
    assert.match(await window.editors.text('alembic history'), new RegExp(`${HEAD} \\(.*head.*\\)`));
    await window.quickInput.command('Alembic: Show Heads');
    assert.match(await window.editors.text('alembic heads'), new RegExp(`^${HEAD} .*\\(head\\)`));
    await window.quickInput.command('Alembic: Show Branches');
    assert.match(await window.editors.text('alembic branches'), /branchpoint/);
    await window.quickInput.command('Alembic: Show Current');
    await window.editors.tab('alembic current').waitFor();
  });

  it('copies an id, and the alembic command that does the same', async () => {
    await window.sideBar.contextMenu('Revisions', 'seed brokers', 'Copy Revision ID');
    await window.clipboardBecomes('3a75c2e8d106');
    await window.sideBar.contextMenu('Revisions', 'seed brokers', 'Copy as alembic Command');
    await window.quickInput.pick('alembic downgrade 3a75c2e8d106', 'Copy which command?');
    await window.clipboardBecomes('alembic downgrade 3a75c2e8d106');
  });

  it('offers its commands in the palette under Alembic', async () => {
    for (const title of [
      'Upgrade One',
      'Downgrade to Base',
      'New Revision…',
      'Select Database…',
      'Restart Server',
    ]) {
      const offered = await window.quickInput.offered(`Alembic: ${title}`);
      assert.ok(offered.includes(`Alembic: ${title}`), `${title} is not among ${offered.join(', ')}`);
    }
    const offered = await window.quickInput.offered('Alembic: Merge Heads');
    assert.ok(!offered.includes('Alembic: Merge Heads…'), 'there is one head: nothing to merge');
  });
});
