import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { runCli } from '../support/cli.ts';
import { writeRunProject } from './run-project.ts';

interface Script {
  readonly steps: ReadonlyArray<{
    readonly statements: ReadonlyArray<{ readonly sql: string }>;
    readonly unresolved: ReadonlyArray<{ readonly line: number; readonly reason: string }>;
  }>;
}

function project(): string {
  const folder = writeRunProject([
    {
      upgrade: [
        'from app.settings import SCHEMA, TABLE, Money',
        "op.add_column(TABLE, sa.Column('total', Money()), schema=SCHEMA)",
      ],
    },
  ]);
  mkdirSync(join(folder, 'app'));
  const text = 'import os\nfrom bank import Money\nTABLE = "orders"\nSCHEMA = os.environ["SCHEMA"]\n';
  writeFileSync(join(folder, 'app', 'settings.py'), text);
  return folder;
}

async function script(folder: string, args: readonly string[] = []): Promise<Script['steps'][number]> {
  const result = await runCli([...args, '--format', 'json', 'upgrade', 'head', '--sql'], { cwd: folder });
  const [step] = (result.json() as Script).steps;
  assert.ok(step !== undefined, result.stderr);
  return step;
}

describe('what the project knows, on the command line', () => {
  it('names what is not known', async () => {
    const { statements, unresolved } = await script(project());
    assert.deepEqual(statements, []);
    assert.deepEqual(
      unresolved.map(({ line }) => line),
      [9],
    );
    assert.match(
      unresolved[0]?.reason ?? '',
      /`app\.settings\.\w+` \(app\/settings\.py, line \d\) is not known/,
    );
  });

  it('takes known values from pyproject.toml', async () => {
    const folder = project();
    const table = '[tool.alembic-workbench.known-values]\n"app.settings.SCHEMA" = "trading"\n';
    writeFileSync(join(folder, 'pyproject.toml'), `${table}"bank.Money" = { type = "NUMERIC(18, 4)" }\n`);
    for (const args of [[], ['-c', join(folder, 'alembic.ini')]]) {
      const { statements, unresolved } = await script(folder, args);
      assert.deepEqual(unresolved, []);
      const expected = ['ALTER TABLE trading.orders ADD COLUMN total NUMERIC(18, 4)'];
      assert.deepEqual(
        statements.map(({ sql }) => sql),
        expected,
      );
    }
  });
});
