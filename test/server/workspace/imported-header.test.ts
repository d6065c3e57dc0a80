import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EnvironmentStore } from '../../../server/src/workspace/environment-store.ts';
import { environmentFiles, ScratchFolder } from './scratch-folder.ts';

const REVISION = 'migrations/versions/x.py';

async function opened(files: Readonly<Record<string, string>>) {
  const folder = new ScratchFolder();
  folder.write({ ...environmentFiles('', 0), ...files });
  const where = { folders: [folder.path], configFiles: [] };
  const store = new EnvironmentStore(where, (error) => {
    throw error;
  });
  await store.open();
  const header = () => {
    const revision = store.environments[0]?.snapshot?.files.get(folder.join(REVISION))?.revision;
    return revision && [revision.revision, revision.downRevisions, revision.branchLabels];
  };
  return {
    store,
    folder,
    header,
    [Symbol.dispose]: () => {
      store.dispose();
      folder[Symbol.dispose]();
    },
  };
}

describe('a header that takes values from other modules', () => {
  it('may be computed in its own file', async () => {
    using fixture = await opened({
      [REVISION]:
        'revision = "{}_{}".format("r", 1)\ndown_revision = tuple(x for x in ["a", "b"])\nbranch_labels = "L".lower()\n',
    });
    assert.deepEqual(fixture.header(), ['r_1', ['a', 'b'], ['l']]);
  });

  it('is read with them, and again when they change', async () => {
    using fixture = await opened({
      'app/__init__.py': '',
      'app/cli.py': "EXPAND = 'expand'\n",
      'app/base.py': "BASE = None\ndef rev(n):\n    return f'r{n}'\n",
      [REVISION]:
        'from alembic import op\nfrom app import cli\nfrom app.base import BASE, rev\nrevision = rev(1)\ndown_revision = BASE\nbranch_labels = (cli.EXPAND,)\n',
    });
    assert.deepEqual(fixture.header(), ['r1', [], ['expand']]);
    const path = fixture.folder.join('app/cli.py');
    fixture.store.documentChanged(path, "EXPAND = 'wider'\n");
    assert.deepEqual(fixture.header(), ['r1', [], ['wider']]);
    fixture.store.documentChanged(path, 'EXPAND = input()\n');
    assert.deepEqual(fixture.header(), ['r1', [], []]);
    fixture.store.documentClosed(path);
    await fixture.store.settled();
    assert.deepEqual(fixture.header(), ['r1', [], ['expand']]);
  });

  it('stays open where nobody can tell', async () => {
    using fixture = await opened({
      [REVISION]: "from lib import LABEL\nrevision = 'r1'\ndown_revision = None\nbranch_labels = LABEL\n",
    });
    assert.deepEqual(fixture.header(), ['r1', [], []]);
    const problems = fixture.store.environments[0]?.snapshot?.problems.map(({ code }) => code);
    assert.ok(problems?.includes('unreadable-header-value'));
  });
});
