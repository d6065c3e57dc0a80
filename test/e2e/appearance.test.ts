import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { available, suiteNeeds } from '../support/suite-availability.ts';
import { databaseAnswered, openSample } from './workbench/sample.ts';
import { Workbench, workbenchTools } from './workbench/workbench.ts';

const tools = await workbenchTools();

const THEMES = [
  { name: 'dark', theme: 'Default Dark Modern' },
  { name: 'light', theme: 'Default Light Modern' },
  { name: 'high-contrast', theme: 'Default High Contrast' },
];

for (const { name, theme } of THEMES) {
  describe(`the views in a ${name} theme`, suiteNeeds('e2e', tools), () => {
    let workbench: Workbench;
    before(async () => {
      workbench = await Workbench.start(available(tools), { settings: { 'workbench.colorTheme': theme } });
    });
    after(async () => {
      await workbench?.close();
    });

    it('can be read in a narrow window', async () => {
      const { window } = await openSample(workbench, name, { width: 820, height: 700 });
      await databaseAnswered(window);
      await window.sideBar.row('Revisions', 'add use_composition').click();
      await window.editors.tab('add_use_composition.py').waitFor();
      await window.editors.lens('Upgrade to here').waitFor();
      await window.screenshot(`theme-${name}`);
      const row = window.sideBar.row('Revisions', 'create brokers and users');
      const view = await window.sideBar.view('Revisions').boundingBox();
      const box = await row.locator('.label-name').boundingBox();
      assert.ok(view !== null && box !== null && box.x + 60 < view.x + view.width, 'messages are in sight');
    });
  });
}

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
