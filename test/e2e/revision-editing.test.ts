import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { available, suiteNeeds } from '../support/suite-availability.ts';
import { openSample } from './workbench/sample.ts';
import { type Window, Workbench, workbenchTools } from './workbench/workbench.ts';

const tools = await workbenchTools();
const FILE = 'add_use_composition.py';
const PREVIEW = 'add_use_composition (upgrade).sql';
/** One-based lines of that file. */
const LINE = { docstring: 1, downRevision: 18, indexName: 22, upgrade: 32 };
const PARENT = '04c6d95e7fb1';
const HALF_A_SECOND = 500;
/** A quick fix is chosen with the mouse, which the time includes. */
const PATIENCE_FOR_A_FIX = 5000;

describe('editing a revision of the sample', suiteNeeds('e2e', tools), () => {
  let workbench: Workbench;
  let window: Window;

  before(async () => {
    workbench = await Workbench.start(available(tools));
    ({ window } = await openSample(workbench, 'editing'));
    await window.sideBar.row('Revisions', 'add use_composition').click();
    await window.editors.tab(FILE).waitFor();
  });
  after(async () => {
    await window?.screenshot('revision-editing-last');
    await workbench?.close();
  });

  /** Milliseconds from the edit to the moment that `script` is true of the document. */
  async function timeUntil(edit: () => Promise<void>, script: string): Promise<number> {
    const seen = window.page.evaluate(
      (condition) =>
        new Promise<number>((resolve) => {
          const holds = new Function(`return (${condition})`);
          const look = (): void => {
            if (holds()) resolve(performance.now());
            else requestAnimationFrame(look);
          };
          look();
        }),
      script,
    );
    await edit();
    const edited = await window.page.evaluate(() => performance.now());
    return (await seen) - edited;
  }

  const errorShown = `document.querySelectorAll('.squiggly-error').length > 0`;
  const noErrorShown = `document.querySelectorAll('.squiggly-error').length === 0`;

  /** Takes all edits back, and waits until the chain is whole. */
  async function mend(): Promise<void> {
    await window.editors.focus(FILE);
    await window.quickInput.command('File: Revert File');
    await window.editors.squiggle(FILE, 'error').first().waitFor({ state: 'detached' });
  }

  async function quickFix(title: string): Promise<void> {
    await window.page.keyboard.press('Control+.');
    await window.page.locator('.action-widget .monaco-list-row', { hasText: title }).first().click();
  }

  it('has lenses over upgrade() and downgrade()', async () => {
    await window.editors.lens('Upgrade to here').waitFor();
    await window.editors.goTo(60, 1);
    await window.editors.lens('Downgrade to here').waitFor();
    await window.editors.goTo(LINE.upgrade, 1);
    await window.screenshot('code-lens');
  });

  it('shows the SQL beside it, through the lens', async () => {
    await window.editors.lens('Preview SQL').first().click();
    await window.editors.tab(PREVIEW).waitFor();
    const sql = await window.editors.text(PREVIEW);
    assert.match(sql, /ALTER TABLE strategy_configurations ADD COLUMN use_composition BOOLEAN/);
    assert.match(sql, /CREATE INDEX ix_strategy_configurations_broker_code_use_composition/);
    assert.match(sql, /UPDATE strategy_configurations SET use_composition=true/);
    await window.screenshot('sql-preview');
  });

  it('follows while one types', async () => {
    await window.editors.focus(FILE);
    await window.editors.replaceLine(LINE.indexName, 'INDEX = "ix_typed_just_now"');
    await window.editors.line(PREVIEW, 'CREATE INDEX ix_typed_just_now').waitFor();
    await mend();
    await window.editors.line(PREVIEW, 'CREATE INDEX ix_strategy_configurations').waitFor();
  });

  it('marks in the preview what belongs to the selected line', async () => {
    await window.editors.focus(FILE);
    await window.editors.goTo(44, 8);
    await window.editors.marked(PREVIEW).first().waitFor();
    await window.screenshot('sql-preview-selection');
  });

  it('tells on hover which revision an id names', async () => {
    await window.editors.focus(FILE);
    await window.editors.goTo(LINE.downRevision, 52);
    await window.quickInput.command('Show or Focus Hover');
    const hover = window.page.locator('.monaco-hover', { hasText: 'validate positions to instruments' });
    await hover.first().waitFor();
    await window.screenshot('hover');
    await window.page.keyboard.press('Escape');
  });

  it('goes to the parent', async () => {
    await window.quickInput.command('Alembic: Open Parent Revision');
    await window.editors.tab('validate_positions_to_instruments.py').waitFor();
    await window.editors.focus(FILE);
    await window.editors.goTo(LINE.downRevision, 52);
    await window.page.keyboard.press('F12');
    await window.page
      .locator('.tab.active', { hasText: 'validate_positions_to_instruments.py' })
      .first()
      .waitFor();
  });

  it('marks a parent that exists nowhere within half a second, and a quick fix mends it', async () => {
    await window.editors.focus(FILE);
    const broken = 'down_revision: Union[str, Sequence[str], None] = "04c6d95e7fb2"';
    const times: number[] = [];
    for (let attempt = 0; attempt < 3; attempt += 1) {
      times.push(await timeUntil(() => window.editors.replaceLine(LINE.downRevision, broken), errorShown));
      if (attempt < 2) await mend();
    }
    assert.ok(Math.min(...times) < HALF_A_SECOND, `it took ${times.map(Math.round).join(', ')} ms`);
    await window.sideBar.row('Revisions', 'add use_composition').locator('.codicon-error').waitFor();
    await window.screenshot('broken-parent');
    await window.editors.goTo(LINE.downRevision, 52);
    const mended = await timeUntil(() => quickFix('Re-parent onto'), noErrorShown);
    assert.ok(mended < PATIENCE_FOR_A_FIX, `it took ${Math.round(mended)} ms`);
    await window.editors.line(FILE, `= "${PARENT}"`).waitFor();
    await mend();
  });

  it('marks a duplicate id in both files', async () => {
    await window.editors.focus(FILE);
    await window.editors.replaceLine(17, `revision: str = "${PARENT}"`);
    await window.editors.squiggle(FILE, 'error').first().waitFor();
    await window.editors.focus('validate_positions_to_instruments.py');
    await window.editors.squiggle('validate_positions_to_instruments.py', 'error').first().waitFor();
    await window.screenshot('duplicate-id');
    await mend();
  });

  it('marks a cycle', async () => {
    await window.editors.focus(FILE);
    await window.editors.replaceLine(
      LINE.downRevision,
      'down_revision: Union[str, Sequence[str], None] = "816ce4f9d3b0"',
    );
    await window.editors.squiggle(FILE, 'error').first().waitFor();
    await window.screenshot('cycle');
    await mend();
  });

  it('warns of a second head', async () => {
    await window.editors.focus(FILE);
    await window.editors.replaceLine(
      LINE.downRevision,
      'down_revision: Union[str, Sequence[str], None] = "f18b70c3e2a5"',
    );
    await window.sideBar.view('Revisions').getByText('2 heads').waitFor();
    await window.screenshot('second-head');
    await mend();
    await window.sideBar.view('Revisions').getByText('2 heads').waitFor({ state: 'detached' });
  });
});
