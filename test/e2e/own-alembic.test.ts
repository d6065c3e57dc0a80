import assert from 'node:assert/strict';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { LOGGING_INI, SCRIPT_TEMPLATE } from '../server/alembic/alembic-project.ts';
import { sqlalchemyUrl, withPostgres } from '../support/postgres-server.ts';
import { withRealAlembic } from '../support/real-alembic.ts';
import { available, suiteNeeds } from '../support/suite-availability.ts';
import { START_PATIENCE_MS, type Window, Workbench, workbenchTools } from './workbench/workbench.ts';

const tools = await workbenchTools();
const postgres = await withPostgres();
const alembic = await withRealAlembic();

const ENV = `from logging.config import fileConfig
from alembic import context
from sqlalchemy import Column, Integer, MetaData, Table, create_engine

fileConfig(context.config.config_file_name)
metadata = MetaData()
Table("orders", metadata, Column("id", Integer, primary_key=True))


def run_migrations_online():
    with create_engine(context.config.get_main_option("sqlalchemy.url")).connect() as connection:
        context.configure(connection=connection, target_metadata=metadata)
        with context.begin_transaction():
            context.run_migrations()


run_migrations_online()
`;
const TENANT = `"""name the tenant"""
from alembic import op
from shop.settings import TENANT

revision = "aaaa1"
down_revision = None


def upgrade():
    op.execute(f"COMMENT ON SCHEMA public IS '{TENANT}'")


def downgrade():
    pass
`;
const PATIENCE_MS = 40_000;

describe(
  'what only the application knows, in the workbench',
  suiteNeeds('e2e', tools, postgres, alembic),
  () => {
    let workbench: Workbench;
    let window: Window;
    let folder: string;

    before(async () => {
      const url = sqlalchemyUrl(await available(postgres).createDatabase('own'), 'psycopg');
      workbench = await Workbench.start(available(tools));
      folder = await workbench.folder('own-alembic');
      const ini = `[alembic]\nscript_location = %(here)s/migrations\nprepend_sys_path = .\nsqlalchemy.url = ${url.replaceAll('%', '%%')}\n`;
      const files = {
        'alembic.ini': `${ini}\n${LOGGING_INI}`,
        'migrations/env.py': ENV,
        'migrations/script.py.mako': SCRIPT_TEMPLATE,
        'migrations/versions/tenant.py': TENANT,
        'shop/settings.py': 'import os\n\nTENANT = os.environ["TENANT"]\n',
        // Handed to the own alembic, as the Python extension does with a terminal.
        '.env': 'TENANT=acme\n',
      };
      for (const [path, text] of Object.entries(files)) {
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await writeFile(join(folder, path), text);
      }
      await symlink(dirname(dirname(available(alembic).python)), join(folder, '.venv'));
      window = await workbench.open(folder);
      await window.sideBar.open();
      await window.sideBar.row('Revisions', 'name the tenant').click({ timeout: START_PATIENCE_MS });
      await window.editors.tab('tenant.py').waitFor();
    });
    after(async () => {
      await window?.screenshot('own-alembic-last');
      await workbench?.close();
    });

    it('is given as a known value by the quick fix at the line that needs it', async () => {
      await window.editors.focus('tenant.py');
      await window.editors.goTo(10, 8);
      await window.page.keyboard.press('Control+.');
      const fix = window.page.locator('.action-widget .monaco-list-row', { hasText: 'shop.settings.TENANT' });
      await fix.first().waitFor();
      await window.screenshot('known-value-quick-fix');
      await fix.first().click();
      await window.quickInput.answer('acme', 'Known Value of shop.settings.TENANT');
      await window.messages
        .notification('shop.settings.TENANT is a known value of this folder now')
        .waitFor();
      const settings = await readFile(join(folder, '.vscode', 'settings.json'), 'utf8');
      assert.match(settings, /"shop\.settings\.TENANT": "acme"/);
      await window.messages.dismissAll();
      await window.editors.focus('tenant.py');
      await window.quickInput.command('Alembic: Preview SQL');
      await window.page.getByText("COMMENT ON SCHEMA public IS 'acme'").first().waitFor();
      await window.screenshot('known-value-preview');
    });

    it('is asked of the own alembic: the models differ, a revision is made of it, and then they agree', async () => {
      await window.quickInput.command('Alembic: Select Database…');
      await window.quickInput.pick('sqlalchemy.url', 'Which database are the revisions compared with');
      await window.quickInput.command('Alembic: Upgrade to Head');
      await window.messages.ended(/1 revision done/).waitFor({ timeout: PATIENCE_MS });
      await window.messages.dismissAll();
      await window.quickInput.command('Alembic: Check Models');
      const differs = window.messages.notification(/The models differ from .*added table 'orders'/);
      await differs.waitFor({ timeout: PATIENCE_MS });
      await window.screenshot('models-differ');
      await differs.getByRole('button', { name: 'Autogenerate Revision…' }).click();
      await window.quickInput.answer('add orders', 'What does this revision change?');
      await window.messages.notification(/Written by your alembic/).waitFor({ timeout: PATIENCE_MS });
      await window.editors.line('add_orders.py', "op.create_table('orders'").waitFor();
      await window.page.getByText('CREATE TABLE orders').first().waitFor();
      await window.screenshot('autogenerated');
      await window.messages.dismissAll();
      await window.quickInput.command('Alembic: Upgrade to Head');
      await window.messages.ended(/1 revision done/).waitFor({ timeout: PATIENCE_MS });
      await window.messages.dismissAll();
      await window.quickInput.command('Alembic: Check Models');
      await window.messages.notification(/The models and .* agree/).waitFor({ timeout: PATIENCE_MS });
    });
  },
);
