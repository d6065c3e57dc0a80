import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { available, suiteNeeds } from '../support/suite-availability.ts';
import { openSample } from './workbench/sample.ts';
import { type Window, Workbench, workbenchTools } from './workbench/workbench.ts';

const tools = await workbenchTools();
const TEMPLATES = 'From which template?';

describe('new revisions', suiteNeeds('e2e', tools), () => {
  let workbench: Workbench;
  let window: Window;
  let versions: string;

  before(async () => {
    workbench = await Workbench.start(available(tools));
    const sample = await openSample(workbench, 'new-revision');
    window = sample.window;
    versions = join(sample.folder, 'migrations', 'versions');
  });
  after(async () => {
    await window?.screenshot('new-revision-last');
    await workbench?.close();
  });

  /** The file whose name ends so; named by the sample's file_template. */
  async function fileOf(slug: string): Promise<string | undefined> {
    const name = new RegExp(`^\\d{4}_\\d\\d_\\d\\d_\\d{4}-[0-9a-f]{12}_${slug}\\.py$`);
    return (await readdir(versions)).find((file) => name.test(file));
  }

  it('asks for a message and a template, and opens the file with the cursor in upgrade()', async () => {
    await window.quickInput.command('Alembic: New Revision…');
    await window.quickInput.answer('add notes to orders', 'What does this revision change?');
    const templates = await window.quickInput.labels(TEMPLATES);
    await window.screenshot('new-revision-templates');
    assert.ok(templates.length >= 7 && !templates.includes('Merge'), templates.join(', '));
    await window.quickInput.pick(templates[0] ?? '', TEMPLATES);
    await window.editors.tab('add_notes_to_orders.py').waitFor();
    assert.notEqual(await fileOf('add_notes_to_orders'), undefined);
    const text = await window.editors.text('add_notes_to_orders.py');
    assert.match(text, /down_revision: .* = ['"]816ce4f9d3b0['"]/);
    // The template's pass is selected, to be typed over.
    await window.editors.editor('add_notes_to_orders.py').locator('.selected-text').first().waitFor();
    await window.page.keyboard.insertText('op.execute("SELECT 1")');
    const typed = await window.editors.text('add_notes_to_orders.py');
    assert.match(typed, /def upgrade\(\)[^\n]*:\n +op\.execute\("SELECT 1"\)\n/);
    await window.sideBar.row('Revisions', 'add notes to orders').waitFor();
    await window.screenshot('new-revision');
    await window.editors.save();
  });

  it('asks on which head where there are several, and merges them', async () => {
    // A second head: the new revision goes back to the parent of the old head.
    await window.editors.focus('add_notes_to_orders.py');
    const text = await window.editors.text('add_notes_to_orders.py');
    const line = text.split('\n').findIndex((content) => content.startsWith('down_revision'));
    await window.editors.replaceLine(line + 1, 'down_revision = "5b8d2f04a7c3"');
    await window.editors.save();
    await window.sideBar.view('Revisions').getByText('2 heads').waitFor();

    await window.quickInput.command('Alembic: New Revision…');
    await window.quickInput.answer('never made', 'What does this revision change?');
    const heads = await window.quickInput.labels('There are several heads');
    assert.deepEqual(heads.toSorted(), ['add broker Upstox', 'add notes to orders']);
    await window.quickInput.cancel();

    await window.quickInput.command('Alembic: Merge Heads…');
    await window.quickInput.labels('Which heads become one?');
    await window.screenshot('merge-heads');
    await window.quickInput.accept();
    await window.quickInput.answer('merge notes', 'Message of the merge revision');
    await window.editors.tab('merge_notes.py').waitFor();
    const row = window.sideBar.row('Revisions', 'merge notes');
    await row.locator('.codicon-git-merge').waitFor();
    await window.sideBar.view('Revisions').getByText('2 heads').waitFor({ state: 'detached' });
    assert.equal(await fileOf('never_made'), undefined);
  });
});
