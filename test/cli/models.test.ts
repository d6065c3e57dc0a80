import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { delimiter, dirname } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type AlembicProject, writeProject } from '../server/alembic/alembic-project.ts';
import { type CliResult, runCli } from '../support/cli.ts';
import { queryDatabase, sqlalchemyUrl, withPostgres } from '../support/postgres-server.ts';
import { withRealAlembic } from '../support/real-alembic.ts';
import { available, suiteNeeds } from '../support/suite-availability.ts';

const postgres = await withPostgres();
const alembic = await withRealAlembic();

describe(
  'the models, on the command line',
  suiteNeeds('models on the command line', postgres, alembic),
  () => {
    let url: string;
    let project: AlembicProject;

    before(async () => {
      url = await available(postgres).createDatabase('models_cli');
      project = await writeProject(sqlalchemyUrl(url, 'psycopg'), []);
    });
    after(() => project.remove());

    function run(...args: readonly string[]): Promise<CliResult> {
      const PATH = [dirname(available(alembic).python), process.env.PATH].join(delimiter);
      const words = ['-c', project.configPath, '--format', 'json', ...args];
      return runCli(words, { cwd: dirname(project.configPath), env: { PATH, VIRTUAL_ENV: '' } });
    }

    it('revision --autogenerate answers like revision', async () => {
      const result = await run('revision', '--autogenerate', '-m', 'from the models', '--rev-id', 'auto1');
      assert.equal(result.exitCode, 0, result.stderr);
      const { path, ...written } = result.json() as { readonly path: string };
      assert.deepEqual(written, {
        revision: 'auto1',
        down_revision: [],
        branch_labels: [],
        depends_on: [],
        message: 'from the models',
      });
      assert.match(readFileSync(path, 'utf8'), /op\.create_table\('modelled'/);
      rmSync(path);
    });

    it('check ends with 1 where the models differ and with 0 where they agree', async () => {
      const differs = await run('check');
      assert.equal(differs.exitCode, 1, differs.stderr);
      assert.deepEqual(differs.json(), { up_to_date: false, detected: ["added table 'modelled'"] });
      await queryDatabase(url, 'CREATE TABLE modelled (id serial PRIMARY KEY)');
      const agrees = await run('check');
      assert.equal(agrees.exitCode, 0, agrees.stderr);
      assert.deepEqual(agrees.json(), { up_to_date: true, detected: [] });
    });

    it('what goes with autogenerate alone is refused without it, and the other way round', async () => {
      const url = await run('revision', '-m', 'x', '--url', 'pglite:memory');
      const template = await run('revision', '-m', 'x', '--autogenerate', '--template', 'generic');
      assert.deepEqual([url.exitCode, template.exitCode], [2, 2]);
      assert.match(url.stdout, /--url is for --autogenerate/);
      assert.match(template.stdout, /script\.py\.mako/);
    });
  },
);
