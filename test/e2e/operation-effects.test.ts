import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { available, suiteNeeds } from '../support/suite-availability.ts';
import { openSample } from './workbench/sample.ts';
import { type Window, Workbench, workbenchTools } from './workbench/workbench.ts';

const tools = await workbenchTools();
const FILE = 'add_use_composition.py';
const UPGRADE = 'add_use_composition (upgrade).sql';
const RANGE = 'upgrade base';
/** One-based lines of that file. */
const LINE = { comment: 33, createIndex: 44, updateText: 58, dropColumn: 72 };

/** Settings of the folder that is open. */
async function configure(folder: string, settings: Readonly<Record<string, unknown>>): Promise<void> {
  await mkdir(join(folder, '.vscode'), { recursive: true });
  await writeFile(join(folder, '.vscode', 'settings.json'), JSON.stringify(settings));
}

describe('what operations lock, and the SQL preview', suiteNeeds('e2e', tools), () => {
  let workbench: Workbench;
  let window: Window;
  let folder: string;

  before(async () => {
    workbench = await Workbench.start(available(tools));
    ({ window, folder } = await openSample(workbench, 'effects'));
    await window.sideBar.row('Revisions', 'add use_composition').click();
    await window.editors.tab(FILE).waitFor();
  });
  after(async () => {
    await window?.screenshot('operation-effects-last');
    await workbench?.close();
  });

  /** The line of the file with this code, as it is shown with its hints. */
  const shown = (name: string, code: string) => window.editors.line(name, code).first();

  async function titleButton(name: string, title: string): Promise<void> {
    await window.editors.focus(name);
    const group = window.page
      .locator('.editor-group-container')
      .filter({ has: window.page.locator('.tab.active', { hasText: name }) });
    await group.locator(`.editor-actions a[aria-label^="${title}"]`).click();
  }

  it('stands at the end of the line of each operation that blocks', async () => {
    await window.editors.goTo(LINE.createIndex, 1);
    await window.editors.line(FILE, 'SHARE strategy_configurations · scans').waitFor();
    await window.editors.line(FILE, 'ACCESS EXCLUSIVE strategy_configurations').first().waitFor();
    await window.screenshot('inlay-hints');
  });

  it('follows the setting, without being asked', async () => {
    await configure(folder, { 'alembicWorkbench.inlayHints': 'all' });
    await window.editors.line(FILE, 'ROW EXCLUSIVE strategy_configurations').first().waitFor();
    await configure(folder, { 'alembicWorkbench.inlayHints': 'off' });
    await window.editors.line(FILE, 'SHARE strategy_configurations').first().waitFor({ state: 'detached' });
    await configure(folder, {});
    await window.editors.line(FILE, 'SHARE strategy_configurations · scans').waitFor();
  });

  it('tells the statement, its locks and a safer form where the call is hovered', async () => {
    await window.editors.goTo(LINE.createIndex, 8);
    await window.quickInput.command('Show or Focus Hover');
    const hover = window.page.locator('.monaco-hover', { hasText: 'blocks writes; every row is read' });
    await hover.first().waitFor();
    const text = ((await hover.first().textContent()) ?? '').replaceAll('\u00a0', ' ');
    assert.match(text, /CREATE INDEX ix_strategy_configurations_broker_code_use_composition ON/);
    assert.match(text, /Safer:.*postgresql_concurrently=True/);
    assert.match(text, /PostgreSQL \d+ \(/);
    await window.screenshot('operation-hover');
    await window.page.keyboard.press('Escape');
  });

  it('is copied, opened and saved from the buttons of the preview', async () => {
    await window.quickInput.command('Alembic: Preview SQL');
    await window.editors.line(UPGRADE, 'CREATE INDEX').waitFor();
    await window.screenshot('sql-preview-buttons');
    await titleButton(UPGRADE, 'Copy SQL');
    await window.page.waitForFunction(async () =>
      (await navigator.clipboard.readText()).includes('CREATE INDEX ix_strategy_configurations'),
    );
    await titleButton(UPGRADE, 'Open SQL in a New File');
    await window.editors.tab('Untitled-1').waitFor();
    await window.editors.line('Untitled-1', 'CREATE INDEX').waitFor();
    await window.quickInput.command('View: Revert and Close Editor');
    await titleButton(UPGRADE, 'Save Script for a DBA');
    await window.page.locator('.quick-input-widget', { hasText: 'Save Script for a DBA' }).waitFor();
    await window.quickInput.accept();
    await window.editors.tab('upgrade_7d3f52c8e6b0.sql').waitFor();
    const saved = await readFile(join(folder, 'upgrade_7d3f52c8e6b0.sql'), 'utf8');
    assert.match(saved, /^-- upgrade 7d3f52c8e6b0\n-- Environment:/);
    assert.match(saved, /UPDATE alembic_version SET version_num='7d3f52c8e6b0'/);
    await window.screenshot('script-for-a-dba');
    await window.quickInput.command('View: Close Editor');
  });

  it('marks in the file what a statement of the preview comes from', async () => {
    await shown(UPGRADE, 'CREATE INDEX').click();
    await window.editors.marked(FILE).first().waitFor();
  });

  it('leads from what is not known to its line', async () => {
    await window.editors.focus(FILE);
    const unknown = 'for row in op.get_bind().execute(sa.text("SELECT 1")): op.execute(f"SELECT {row[0]}")';
    await window.editors.replaceLine(LINE.comment, unknown);
    const comment = shown(UPGRADE, '-- Not known');
    await comment.waitFor();
    await window.editors.goTo(LINE.dropColumn, 1);
    await comment.locator('.detected-link').first().waitFor();
    await window.editors.text(UPGRADE);
    await window.screenshot('sql-preview-unresolved');
    await comment
      .locator('.detected-link')
      .first()
      .click({ modifiers: ['Control'] });
    await shown(FILE, 'for row in op.get_bind()').waitFor();
    await window.editors.focus(FILE);
    await window.quickInput.command('File: Revert File');
    await comment.waitFor({ state: 'detached' });
  });

  it('shows a range, and stays where it is scrolled to while one types', async () => {
    await window.quickInput.command('Alembic: Preview SQL of a Range…');
    await window.quickInput.pick('base', 'From which revision?');
    await window.quickInput.pick('add use_composition', 'To which revision?');
    await window.editors.line(RANGE, 'revisions previewable').waitFor();
    await window.screenshot('sql-preview-range');
    await window.editors.focus(RANGE);
    await window.page.keyboard.press('Control+End');
    await window.editors.line(RANGE, 'COMMIT;').last().waitFor();
    const before = (await window.editors.text(RANGE)).split('\n').slice(0, 3);
    await window.editors.focus(FILE);
    await window.editors.replaceLine(LINE.dropColumn - 40, '# nothing of the SQL changes');
    await window.quickInput.command('File: Revert File');
    assert.deepEqual((await window.editors.text(RANGE)).split('\n').slice(0, 3), before);
  });
});

describe('hints and preview in other windows', suiteNeeds('e2e', tools), () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.start(available(tools));
  });
  after(async () => {
    await workbench?.close();
  });

  for (const { name, theme, size } of [
    { name: 'light', theme: 'Default Light Modern', size: { width: 1440, height: 900 } },
    { name: 'narrow', theme: 'Default Dark Modern', size: { width: 820, height: 700 } },
  ]) {
    it(`can be read in a ${name} one`, async () => {
      const root = await workbench.folder(name);
      await configure(root, { 'workbench.colorTheme': theme });
      const { window } = await openSample(workbench, name, size);
      await window.sideBar.row('Revisions', 'add use_composition').click();
      await window.editors.tab(FILE).waitFor();
      await window.editors.goTo(LINE.createIndex, 1);
      await window.editors.line(FILE, 'SHARE strategy_configurations · scans').waitFor();
      await window.quickInput.command('Alembic: Preview SQL');
      await window.editors.line(UPGRADE, 'CREATE INDEX').waitFor();
      await window.screenshot(`operation-effects-${name}`);
      await window.close();
    });
  }
});
