import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { queryDatabase, withPostgres } from '../../support/postgres-server.ts';
import { withRealAlembic } from '../../support/real-alembic.ts';
import { available, suiteNeeds } from '../../support/suite-availability.ts';
import { LOGGING_INI, SCRIPT_TEMPLATE } from '../alembic/alembic-project.ts';
import { RunningServer } from './running-server.ts';

const postgres = await withPostgres();
const alembic = await withRealAlembic();

/** Connects where DATABASE_URL says, as the chosen database makes it; `-x` picks the name of the modelled table. */
const ENV = `import os
from logging.config import fileConfig
from alembic import context
from sqlalchemy import Column, Integer, MetaData, Table, create_engine

fileConfig(context.config.config_file_name)
metadata = MetaData()
Table(context.get_x_argument(as_dictionary=True).get("table", "orders"), metadata, Column("id", Integer))
with create_engine(os.environ.get("DATABASE_URL", "postgresql+psycopg://")).connect() as connection:
    context.configure(connection=connection, target_metadata=metadata)
    with context.begin_transaction():
        context.run_migrations()
`;
describe(
  'the models, through the own alembic over the real transport',
  suiteNeeds('models', postgres, alembic),
  () => {
    let url: string;
    let server: RunningServer;
    let params: { readonly environment: string; readonly database: string };

    before(async () => {
      url = await available(postgres).createDatabase('models');
      server = await RunningServer.start({
        files: {
          'alembic.ini': `[alembic]\nscript_location = %(here)s/migrations\n\n${LOGGING_INI}`,
          'migrations/env.py': ENV,
          'migrations/script.py.mako': SCRIPT_TEMPLATE,
          'migrations/versions/.keep': '',
        },
        settings: { databases: [{ name: 'shop', url, xArguments: ['table=shops'] }] },
        interpreter: available(alembic).python,
      });
      params = { environment: await server.environment(), database: 'shop' };
    });
    after(() => server.stop());

    it('writes a revision with what the database lacks, for the arguments of that database', async () => {
      const message = 'from the models';
      const answer = await server.request('alembic/autogenerate', {
        ...params,
        message,
        head: undefined,
        versionPath: undefined,
      });
      const path = fileURLToPath(answer.uri);
      const direction = 'upgrade';
      const { sql } = await server.request('alembic/sqlPreview', {
        kind: 'file',
        uri: answer.uri,
        direction,
      });
      assert.match(sql, /CREATE TABLE shops/, 'it is known at once');
      const text = readFileSync(path, 'utf8');
      rmSync(path);
      assert.equal(answer.isEmpty, false);
      assert.deepEqual(answer.detected, ["added table 'shops'"]);
      assert.match(text, new RegExp(`revision = '${answer.revision}'`));
      assert.match(text, /op\.create_table\('shops'/);
    });

    it('tells that the models and the database differ, then that they agree', async () => {
      assert.deepEqual(await server.request('alembic/checkModels', params), {
        upToDate: false,
        detected: ["added table 'shops'"],
      });
      await queryDatabase(url, 'CREATE TABLE shops (id integer)');
      assert.deepEqual(await server.request('alembic/checkModels', params), { upToDate: true, detected: [] });
    });

    it('refuses the embedded database, which Python cannot reach', async () => {
      await assert.rejects(
        server.request('alembic/checkModels', { ...params, database: 'embedded' }),
        /Python cannot connect to it/,
      );
    });
  },
);
