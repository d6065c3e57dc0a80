import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { revisionText } from '../server/core/lint/chain-text.ts';
import { PLAIN_ENV } from '../server/lsp/plain-env.ts';
import { available, suiteNeeds } from '../support/suite-availability.ts';
import { START_PATIENCE_MS, type Window, Workbench, workbenchTools } from './workbench/workbench.ts';

const tools = await workbenchTools();
const FILES = {
  'alembic.ini': '[alembic]\nscript_location = %(here)s/migrations\n',
  'migrations/env.py': PLAIN_ENV,
  'migrations/versions/first.py': revisionText('aaaa1', 'None', {
    docstring: 'price the orders',
    upgrade: "op.execute('ALTER TABLE orders ADD COLUMN price INT')",
    downgrade: "op.execute('ALTER TABLE orders DROP COLUMN price')",
  }),
  'legacy.sql': 'CREATE TABLE orders (id INT);\nALTER TABLE orders OWNER TO desk;\n',
  '.vscode/settings.json': JSON.stringify({ 'alembicWorkbench.baseline': 'legacy.sql' }),
};

describe('a chain that does not begin at the beginning', suiteNeeds('e2e', tools), () => {
  let workbench: Workbench;
  let window: Window;

  before(async () => {
    workbench = await Workbench.start(available(tools));
    const folder = await workbench.folder('baseline');
    for (const [path, text] of Object.entries(FILES)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    window = await workbench.open(folder);
    await window.sideBar.open();
    await window.sideBar.row('Revisions', 'price the orders').waitFor({ timeout: START_PATIENCE_MS });
    await window.sideBar.row('Databases', /1 behind/).waitFor({ timeout: START_PATIENCE_MS });
  });
  after(async () => {
    await window?.screenshot('baseline-last');
    await workbench?.close();
  });

  it('offers the baseline where the first revision misses a table, and goes on from there', async () => {
    await window.quickInput.command('Alembic: Upgrade to Head');
    const failed = window.messages.dialog(/relation "orders" does not exist/);
    await failed.waitFor({ timeout: START_PATIENCE_MS });
    await window.screenshot('baseline-offered');
    await window.messages.press(/relation "orders" does not exist/, 'Load Baseline…');
    await window.messages.notification(/has what legacy\.sql makes/).waitFor({ timeout: START_PATIENCE_MS });
    await window.messages.dismissAll();
    await window.quickInput.command('Alembic: Upgrade to Head');
    await window.messages.ended(/1 revision done/).waitFor({ timeout: START_PATIENCE_MS });
    await window.sideBar.row('Databases', /aaaa1 · up to date/).waitFor();
  });
});
