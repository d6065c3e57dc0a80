import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { available, suiteNeeds } from '../support/suite-availability.ts';
import { START_PATIENCE_MS, type Window, Workbench, workbenchTools } from './workbench/workbench.ts';

const tools = await workbenchTools();
const FILE = 'close_stale_orders.py';
/** The one-based line of the mistyped keyword. */
const LINE_OF_WHERE = 18;

const TEXT = `"""close stale orders"""
from alembic import op
import sqlalchemy as sa

revision = "c105e57a1e00"
down_revision = None
branch_labels = None
depends_on = None

TABLE = "orders"


def upgrade() -> None:
    op.execute(
        f"""
        UPDATE {TABLE}
           SET state = 'expired', closed_at = now()  -- not cancelled
         WERE state = 'open' AND valid_until < current_date
        """
    )
    op.execute(sa.text("DELETE FROM order_notes WHERE order_id IN (SELECT id FROM orders)"))
    op.drop_column("orders", "notes")
    op.add_column("orders", sa.Column("reason", sa.Text(), nulable=True))


def downgrade() -> None:
    op.drop_constraint(None, "orders", type_="foreignkey")
`;
const FILES = {
  'alembic.ini': '[alembic]\nscript_location = %(here)s/migrations\n',
  'migrations/env.py': 'from alembic import context\ncontext.configure(target_metadata=None)\n',
  [`migrations/versions/${FILE}`]: TEXT,
};
const THEMES = [
  { name: 'dark', theme: 'Default Dark Modern', type: 'vs-dark' },
  { name: 'light', theme: 'Default Light Modern', type: 'vs' },
];

describe('SQL inside Python', suiteNeeds('e2e', tools), () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.start(available(tools));
  });
  after(async () => {
    await workbench?.close();
  });

  async function openFile(name: string, theme: string): Promise<Window> {
    const folder = await workbench.folder(name);
    const settings = { '.vscode/settings.json': JSON.stringify({ 'workbench.colorTheme': theme }) };
    for (const [path, text] of Object.entries({ ...FILES, ...settings })) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const window = await workbench.open(folder);
    await window.sideBar.open();
    await window.sideBar.row('Revisions', 'close stale orders').click({ timeout: START_PATIENCE_MS });
    await window.editors.tab(FILE).waitFor();
    return window;
  }

  /** The classes of the tokens of a line: a class per colour. */
  async function colours(window: Window, line: string): Promise<ReadonlyMap<string, string>> {
    const tokens = window.editors.line(FILE, line).first().locator('span span');
    const read = await tokens.evaluateAll((spans) =>
      spans.map((span): [string, string] => [
        (span.textContent ?? '').replaceAll('\u00a0', ' ').trim(),
        getComputedStyle(span).color,
      ]),
    );
    return new Map(read);
  }

  for (const { name, theme, type } of THEMES) {
    it(`has colours and errors at the word in a ${name} theme`, async () => {
      const window = await openFile(`sql-${name}`, theme);
      await window.page.locator(`.monaco-workbench.${type}`).waitFor();
      const errors = window.editors.squiggle(FILE, 'error');
      await errors.nth(2).waitFor();
      assert.equal(await errors.count(), 3, 'the keyword, the argument and the name that is missing');
      const tokens = await colours(window, 'SET state');
      const text = tokens.get("'expired'");
      assert.notEqual(text, undefined, JSON.stringify([...tokens]));
      assert.notEqual(text, tokens.get('SET'));
      assert.notEqual(text, tokens.get('-- not cancelled'));
      await window.editors.focus(FILE);
      await window.editors.goTo(LINE_OF_WHERE, 12);
      await window.quickInput.command('Show or Focus Hover');
      await window.page
        .locator('.monaco-hover', { hasText: 'syntax error at or near "WERE"' })
        .first()
        .waitFor();
      await window.screenshot(`sql-inside-python-${name}`);
      await window.page.keyboard.press('Escape');
      await window.editors.focus(FILE);
      await window.editors.replaceLine(LINE_OF_WHERE, "         WHERE state = 'open'");
      await errors.nth(2).waitFor({ state: 'detached' });
      await window.close();
    });
  }
});
