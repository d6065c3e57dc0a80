import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { runProcess } from '../support/child-process.ts';
import { queryDatabase, withPostgres } from '../support/postgres-server.ts';
import { withRealAlembic } from '../support/real-alembic.ts';
import { available, suiteNeeds } from '../support/suite-availability.ts';
import { realAlembicOn, SAMPLE_DIRECTORY } from './sample-project.ts';
import { TRADING_DAY } from './trading-day.ts';

const postgres = await withPostgres();
const alembic = await withRealAlembic();

/** Prints what strategies/*.yaml say, as the rows that the migration makes of them. */
const READ_YAML = `
import glob, json, yaml
rows = []
for path in glob.glob("strategies/*.yaml"):
    with open(path) as file:
        it = yaml.safe_load(file)
    rows.append([it["broker"], it["strategy_id"], it["name"], it["description"], it["type"], it["symbols"],
                 it["capital"], it["max_open_positions"], it["parameters"]])
print(json.dumps(sorted(rows)))
`;

describe('data migrations of the sample', suiteNeeds('data migrations', postgres, alembic), () => {
  const commands = available(alembic).startCommands();
  after(() => commands.close());

  async function databaseAt(revision: string, rowsOf: readonly string[] = []) {
    const url = await available(postgres).createDatabase('data');
    const migrator = realAlembicOn(commands, url);
    for (const earlier of rowsOf) {
      await migrator.upgrade(earlier);
      for (const statement of TRADING_DAY.get(earlier) ?? []) await queryDatabase(url, statement);
    }
    await migrator.upgrade(revision);
    return { ...migrator, rows: (sql: string) => queryDatabase(url, sql) };
  }

  it('puts into tables what the YAML files say', async () => {
    const { rows } = await databaseAt('97f0b4a6ce2d');
    const yaml = await runProcess(available(alembic).python, ['-c', READ_YAML], { cwd: SAMPLE_DIRECTORY });
    const loaded = await rows(`
      SELECT to_jsonb(ARRAY[to_jsonb(broker_code), to_jsonb(strategy_id), coalesce(to_jsonb(name), 'null'),
        coalesce(to_jsonb(description), 'null'), to_jsonb(strategy_type), to_jsonb(symbols), to_jsonb(capital::int),
        to_jsonb(max_open_positions), parameters]) AS row
      FROM strategies JOIN strategy_configurations USING (broker_code, strategy_id) ORDER BY broker_code, strategy_id`);
    assert.deepEqual(
      (loaded as { row: unknown }[]).map(({ row }) => row),
      JSON.parse(yaml.stdout),
    );
  });

  it('turns composition on for momentum strategies, and takes it back', async () => {
    const question = `SELECT broker_code, strategy_id, parameters -> 'composition' ->> 'signal' AS signal
      FROM strategy_configurations WHERE parameters ? 'composition' ORDER BY 1`;
    const { rows, downgrade } = await databaseAt('7d3f52c8e6b0');
    assert.deepEqual(await rows(question), [
      { broker_code: 'paper', strategy_id: 'momentum_nifty', signal: 'momentum' },
      { broker_code: 'zerodha', strategy_id: 'momentum_nifty', signal: 'momentum' },
    ]);
    assert.deepEqual(
      await rows(
        `SELECT count(*)::int AS composed FROM strategy_configurations
         WHERE use_composition AND parameters ? 'composition'`,
      ),
      [{ composed: 2 }],
    );
    await downgrade('04c6d95e7fb1');
    assert.deepEqual(await rows(question), []);
  });

  it('makes the administrators of before administrators, and back', async () => {
    const { rows, downgrade } = await databaseAt('5b8d2f04a7c3', ['8f2b6c1d4e07']);
    assert.deepEqual(await rows('SELECT email, role FROM users ORDER BY email'), [
      { email: 'asha@example.org', role: 'ADMIN' },
      { email: 'ben@example.org', role: 'VIEWER' },
    ]);
    await downgrade('e07c9b63f5a2');
    assert.deepEqual(await rows('SELECT email FROM users WHERE is_admin'), [{ email: 'asha@example.org' }]);
  });

  it('opens orders that are filled in part when their label goes away', async () => {
    const { rows, downgrade } = await databaseAt('cf507d1be934', [
      '8f2b6c1d4e07',
      '97f0b4a6ce2d',
      'cf507d1be934',
    ]);
    const question = 'SELECT broker_code, status FROM orders ORDER BY 1';
    assert.deepEqual(await rows(question), [
      { broker_code: 'paper', status: 'PARTIALLY_FILLED' },
      { broker_code: 'zerodha', status: 'FILLED' },
    ]);
    await downgrade('2be6a40f97d8');
    assert.deepEqual(await rows(question), [
      { broker_code: 'paper', status: 'OPEN' },
      { broker_code: 'zerodha', status: 'FILLED' },
    ]);
  });

  it('counts a filled order as filled entirely', async () => {
    const { rows } = await databaseAt('49a1e8c7d06f', ['8f2b6c1d4e07', '97f0b4a6ce2d']);
    assert.deepEqual(await rows('SELECT quantity, filled_quantity FROM orders ORDER BY quantity'), [
      { quantity: 50, filled_quantity: 50 },
      { quantity: 75, filled_quantity: 0 },
    ]);
  });
});
