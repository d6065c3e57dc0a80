import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { runCli } from '../support/cli.ts';

interface Chain {
  readonly revisions: ReadonlyArray<{ readonly revision: string }>;
  readonly heads: readonly string[];
  readonly bases: readonly string[];
  readonly problems: ReadonlyArray<{ code: string; message: string; path: string; line: number }>;
}

describe('a chain with a parent that exists nowhere', () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'broken-chain-'));
    const versions = join(folder, 'migrations', 'versions');
    mkdirSync(versions, { recursive: true });
    writeFileSync(join(folder, 'alembic.ini'), '[alembic]\nscript_location = %(here)s/migrations\n');
    for (const [revision, parent] of [
      ['aaaa1', 'None'],
      ['bbbb2', "'aaaa1'"],
      ['cccc3', "'zzzz9'"],
    ] as const) {
      writeFileSync(
        join(versions, `${revision}_x.py`),
        `"""${revision}"""\nrevision = '${revision}'\ndown_revision = ${parent}\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n`,
      );
    }
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is still answered with what could be read', async () => {
    const result = await runCli(['--format', 'json', 'history'], { cwd: folder });
    assert.equal(result.exitCode, 0, result.stderr);
    const chain = result.json() as Chain;
    assert.deepEqual(chain.revisions.map(({ revision }) => revision).sort(), ['aaaa1', 'bbbb2', 'cccc3']);
    const [problem] = chain.problems.filter(({ code }) => code === 'dangling-down-revision');
    assert.ok(problem !== undefined, JSON.stringify(chain.problems));
    assert.match(problem.path, /cccc3_x\.py$/);
    assert.equal(problem.line, 3);
  });
  it('is told on stderr beside the text', async () => {
    const result = await runCli(['heads'], { cwd: folder });
    assert.equal(result.exitCode, 0);
    assert.match(result.stderr, /^warning: .*zzzz9/m);
  });
  it('is an error of lint, with the place', async () => {
    const result = await runCli(['--format', 'json', 'lint'], { cwd: folder });
    assert.equal(result.exitCode, 1);
    const { diagnostics } = result.json() as { diagnostics: ReadonlyArray<Record<string, unknown>> };
    const found = diagnostics.find(({ rule }) => rule === 'dangling-down-revision');
    assert.deepEqual(
      [found?.severity, found?.line, found?.column, found?.endLine, found?.endColumn],
      ['error', 3, 17, 3, 24],
    );
  });
  it('cannot be planned', async () => {
    const result = await runCli(['--format', 'json', 'plan', 'upgrade', 'heads'], { cwd: folder });
    assert.equal(result.exitCode, 2);
    const { error } = result.json() as { error: { code: string; message: string } };
    assert.match(error.message, /zzzz9/);
  });
});
