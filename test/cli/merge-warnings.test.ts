import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { revisionText } from '../server/core/lint/chain-text.ts';
import { runCli } from '../support/cli.ts';

const VERSIONS = 'migrations/versions';
const sql = (text: string) => ({ upgrade: `op.execute(${JSON.stringify(text)})` });
const FILES: Readonly<Record<string, string>> = {
  'alembic.ini': '[alembic]\nscript_location = %(here)s/migrations\n',
  'migrations/env.py': '',
  [`${VERSIONS}/a.py`]: revisionText('aaaa1', 'None', sql('CREATE TABLE orders (id int)')),
  [`${VERSIONS}/b.py`]: revisionText('bbbb2', "'aaaa1'", sql('ALTER TABLE orders ADD note text')),
  [`${VERSIONS}/c.py`]: revisionText('cccc3', "'aaaa1'", sql('ALTER TABLE orders DROP total')),
  [`${VERSIONS}/d.py`]: revisionText('dddd4', "'aaaa1'", { ...sql('SELECT 1'), dependsOn: "'cccc3'" }),
};

describe('merge on the command line', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'merge-'));
    for (const [path, text] of Object.entries(FILES)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  });
  after(() => rmSync(folder, { recursive: true }));

  const merge = (...revisions: readonly string[]) =>
    runCli(['merge', '-m', 'merge', '--format', 'json', ...revisions], { cwd: folder });

  it('refuses to merge a revision with one that it needs', async () => {
    const result = await merge('cccc3', 'dddd4');
    assert.equal(result.exitCode, 2);
    const { error } = result.json() as { error: { code: string; message: string } };
    assert.deepEqual(error, {
      code: 'merge-of-ancestor',
      message: 'Revision dddd4 needs cccc3 already; there is nothing to merge between them.',
    });
    assert.equal(readdirSync(join(folder, VERSIONS)).length, 4);
  });

  it('warns of a table that both sides touch, and merges', async () => {
    const result = await merge('bbbb2', 'cccc3');
    assert.equal(result.exitCode, 0, result.stderr);
    assert.equal(
      result.stderr,
      'warning: both sides touch table orders: bbbb2 (ADD note text) and cccc3 (DROP total)\n',
    );
    assert.deepEqual((result.json() as { down_revision: string[] }).down_revision, ['bbbb2', 'cccc3']);
  });
});
