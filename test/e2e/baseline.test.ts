import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { revisionText } from '../server/core/lint/chain-text.ts';
import { PLAIN_ENV } from '../server/lsp/plain-env.ts';
import { withInstalledPostgres } from '../support/installed-postgres.ts';
import { queryDatabase } from '../support/postgres-server.ts';
import { available, suiteNeeds } from '../support/suite-availability.ts';
import { START_PATIENCE_MS, type Window, Workbench, workbenchTools } from './workbench/workbench.ts';

const tools = await workbenchTools();
const installed = await withInstalledPostgres();
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

describe('a chain that begins on the schema of a database', suiteNeeds('e2e', tools, installed), () => {
  let workbench: Workbench;
  let window: Window;
  let url: URL;

  before(async () => {
    url = new URL(available(installed).url);
    await queryDatabase(url.href, 'CREATE TABLE orders (id int); INSERT INTO orders VALUES (1)');
    workbench = await Workbench.start(available(tools));
    const folder = await workbench.folder('schema-baseline');
    const settings = { 'alembicWorkbench.pgDump': join(available(installed).programs, 'pg_dump') };
    const files = { ...FILES, '.vscode/settings.json': JSON.stringify(settings) };
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    window = await workbench.open(folder);
    await window.sideBar.open();
    await window.sideBar.row('Databases', /1 behind/).waitFor({ timeout: START_PATIENCE_MS });
  });
  after(async () => {
    await window?.screenshot('schema-baseline-last');
    await workbench?.close();
  });

  it('loads it into the embedded database and goes on from there', async () => {
    const password = decodeURIComponent(url.password);
    url.password = '';
    await window.quickInput.command('Alembic: Add Database…');
    await window.quickInput.answer('legacy', 'Add Database (1 of 3)');
    await window.quickInput.answer(url.href, 'Add Database (2 of 3)');
    await window.quickInput.answer(password, 'Add Database (3 of 3)');
    await window.sideBar.row('Databases', /legacy.*1 behind/).waitFor({ timeout: START_PATIENCE_MS });
    await window.quickInput.command('Alembic: Select Database…');
    await window.quickInput.pick('embedded', 'Which database are the revisions compared with');
    await window.statusBarItem.filter({ hasText: /embedded/ }).waitFor();
    await window.messages.dismissAll();
    await window.quickInput.command('Alembic: Load Baseline…');
    await window.quickInput.labels('What does the first revision expect to be there?');
    await window.screenshot('schema-baseline-choice');
    await window.quickInput.pick(
      'The Schema of “legacy”',
      'What does the first revision expect to be there?',
    );
    await window.messages.notification(/has the schema of “legacy”/).waitFor({ timeout: START_PATIENCE_MS });
    await window.screenshot('schema-baseline-loaded');
    await window.messages.dismissAll();
    await window.quickInput.command('Alembic: Upgrade to Head');
    await window.messages.ended(/1 revision done/).waitFor({ timeout: START_PATIENCE_MS });
    await window.sideBar.row('Databases', /embedded.*aaaa1 · up to date/).waitFor();
  });
});
