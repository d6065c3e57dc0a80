import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { available, suiteNeeds } from '../support/suite-availability.ts';
import { databaseAnswered, openSample } from './workbench/sample.ts';
import { Workbench, workbenchTools } from './workbench/workbench.ts';

const tools = await workbenchTools();
const FILE = 'add_use_composition.py';
const UPGRADE_LINE = 32;

const THEMES = [
  { name: 'dark', theme: 'Default Dark Modern', type: 'vs-dark' },
  { name: 'light', theme: 'Default Light Modern', type: 'vs' },
  { name: 'high-contrast', theme: 'Default High Contrast', type: 'hc-black' },
];

describe('the views in a narrow window', suiteNeeds('e2e', tools), () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.start(available(tools));
  });
  after(async () => {
    await workbench?.close();
  });

  for (const { name, theme, type } of THEMES) {
    it(`can be read in a ${name} theme`, async () => {
      const folder = await workbench.folder(name);
      await mkdir(join(folder, '.vscode'), { recursive: true });
      await writeFile(
        join(folder, '.vscode', 'settings.json'),
        JSON.stringify({ 'workbench.colorTheme': theme }),
      );
      const { window } = await openSample(workbench, name, { width: 820, height: 700 });
      await window.page.locator(`.monaco-workbench.${type}`).waitFor();
      await databaseAnswered(window);
      await window.sideBar.row('Revisions', 'add use_composition').click();
      await window.editors.tab(FILE).waitFor();
      await window.editors.goTo(UPGRADE_LINE, 1);
      await window.editors.lens('Upgrade to here').waitFor();
      await window.screenshot(`theme-${name}`);
      const view = await window.sideBar.view('Revisions').boundingBox();
      const label = window.sideBar.row('Revisions', 'add broker Upstox').locator('.label-name');
      const box = await label.boundingBox();
      assert.ok(
        view !== null && box !== null && box.x + box.width <= view.x + view.width,
        'the message is in sight',
      );
      await window.close();
    });
  }
});

describe('a workspace that is not trusted', suiteNeeds('e2e', tools), () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.start(available(tools), {
      trusted: false,
      settings: { 'security.workspace.trust.startupPrompt': 'never' },
    });
  });
  after(async () => {
    await workbench?.close();
  });

  it('shows the chain and says why nothing connects', async () => {
    const { window } = await openSample(workbench, 'restricted');
    await window.sideBar.welcome('Databases').filter({ hasText: 'Restricted Mode' }).waitFor();
    await window.quickInput.command('Alembic: Upgrade to Head');
    await window.messages.notification(/Upgrade needs a trusted workspace/).waitFor();
    await window.screenshot('restricted-mode');
  });
});
