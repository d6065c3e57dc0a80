import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { CodeAction } from 'vscode-languageserver-protocol/node';
import { GitRepositoryFixture } from '../../support/git-repository.ts';
import { revisionText } from '../core/lint/chain-text.ts';
import { RunningServer } from './running-server.ts';

const folder = 'migrations/versions/';
const LOST = revisionText('bbbb2', "'aaaa1'");
const FILES = {
  'alembic.ini': '[alembic]\nscript_location = %(here)s/migrations\n',
  'migrations/env.py': '',
  [`${folder}a.py`]: revisionText('aaaa1', 'None'),
  [`${folder}b.py`]: LOST,
  [`${folder}c.py`]: revisionText('cccc3', "'bbbb2'"),
};

async function actions(server: RunningServer, name: string): Promise<readonly CodeAction[]> {
  const diagnostics = server.diagnostics(name);
  const [diagnostic] = diagnostics;
  assert.ok(diagnostic !== undefined);
  return await server.connection.sendRequest('textDocument/codeAction', {
    textDocument: { uri: server.uri(name) },
    range: diagnostic.range,
    context: { diagnostics },
  });
}

for (const trusted of [true, false]) {
  describe(`a lost revision over the real transport, ${trusted ? 'trusted' : 'untrusted'}`, () => {
    let server: RunningServer;
    before(async () => {
      server = await RunningServer.start({ files: FILES, trusted });
      const repository = new GitRepositoryFixture(server.folder);
      repository.commit('all', {});
      repository.commit('delete b', {}, [`${folder}b.py`]);
      await server.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: server.uri(`${folder}b.py`), type: 3 }],
      });
      await server.untilCodes([`${folder}c.py dangling-down-revision`]);
    });
    after(() => server.stop());

    it(`a hover ${trusted ? 'says who added a file' : 'asks no git'}`, async () => {
      const text = await server.open(`${folder}a.py`);
      const line = text.split('\n').findIndex((each) => each.startsWith('revision ='));
      const hover: { contents: { value: string } } = await server.connection.sendRequest(
        'textDocument/hover',
        {
          textDocument: { uri: server.uri(`${folder}a.py`) },
          position: { line, character: 13 },
        },
      );
      const added = /^- Added by: (.*)$/m.exec(hover.contents.value)?.[1];
      if (trusted) assert.match(added ?? '', /^Ada Lovelace on 2024\\-01\\-01 in [0-9a-f]{8} \\\(all\\\)$/);
      else assert.equal(added, undefined);
    });

    if (trusted) {
      it('is restored from git by a quick fix', async () => {
        const [restore, onto] = await actions(server, `${folder}c.py`);
        assert.match(restore?.title ?? '', /^Restore b\.py from [0-9a-f]{8}, 2024-01-01, Ada Lovelace$/);
        const uri = server.uri(`${folder}b.py`);
        assert.deepEqual(restore?.edit?.documentChanges, [
          { kind: 'create', uri, options: { overwrite: false, ignoreIfExists: false } },
          {
            textDocument: { uri, version: null },
            edits: [
              { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, newText: LOST },
            ],
          },
        ]);
        assert.equal(restore?.command?.command, 'alembicWorkbench.openRevision');
        assert.equal(onto?.title, 'Re-parent onto "aaaa1" (revision aaaa1), the parent of lost bbbb2');
      });
    } else {
      it('starts no git', async () => {
        const titles = (await actions(server, `${folder}c.py`)).map(({ title }) => title);
        assert.deepEqual(titles, ['Re-parent onto "aaaa1" (revision aaaa1)']);
      });
    }

    it('logged no defect', () => assert.deepEqual(server.log, []));
  });
}
