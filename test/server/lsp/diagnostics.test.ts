import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { revisionText } from '../core/lint/chain-text.ts';
import { RunningServer } from './running-server.ts';

const INI = '[alembic]\nscript_location = %(here)s/migrations\n';
const A = 'migrations/versions/a.py';
const B = 'migrations/versions/b.py';
const C = 'migrations/versions/c.py';
const FILES = {
  'alembic.ini': INI,
  'migrations/env.py': '',
  [A]: revisionText('aaaa1', 'None'),
  [B]: revisionText('bbbb2', "'aaaa1'"),
  [C]: revisionText('cccc3', "'bbbb2'"),
};

describe('diagnostics over the real transport', () => {
  let server: RunningServer;
  before(async () => {
    server = await RunningServer.start({ files: FILES });
  });
  after(() => server.stop());

  it('says what it can do', async () => {
    const answer = await server.request('alembic/workspace', null);
    assert.equal(answer.state, 'ready');
    assert.deepEqual(
      answer.environments.map(({ revisionCount, heads, errorCount }) => ({
        revisionCount,
        heads,
        errorCount,
      })),
      [{ revisionCount: 3, heads: ['cccc3'], errorCount: 0 }],
    );
  });

  it('answers pages of revisions, newest first', async () => {
    const environment = await server.environment();
    const page = await server.request('alembic/revisionPage', {
      environment,
      database: undefined,
      offset: 0,
      limit: 2,
    });
    assert.equal(page.total, 3);
    assert.deepEqual(
      page.nodes.map(({ revision, isHead, state }) => `${revision} ${isHead} ${state}`),
      ['cccc3 true unknown', 'bbbb2 false unknown'],
    );
  });

  it('tells a broken link while it is typed and takes it back when it is mended', async () => {
    const text = await server.open(C);
    await server.type(C, text.replace("'bbbb2'", "'bbbb9'"));
    await server.untilCodes([`${C} dangling-down-revision`]);
    const [diagnostic] = server.diagnostics(C);
    assert.deepEqual(diagnostic?.range, {
      start: { line: 5, character: 16 },
      end: { line: 5, character: 23 },
    });
    await server.type(C, text);
    await server.untilCodes([]);
  });

  it('tells a second head in both head files, also the one that is not open', async () => {
    const text = revisionText('cccc3', "'bbbb2'");
    await server.type(C, text.replace("'bbbb2'", "'aaaa1'"));
    await server.untilCodes([`${B} multiple-heads`, `${C} multiple-heads`]);
    assert.equal(server.diagnostics(C)[0]?.relatedInformation?.[0]?.location.uri, server.uri(B));
    await server.type(C, text);
    await server.untilCodes([]);
  });

  it('tells a duplicate id and a cycle in every file of theirs', async () => {
    await server.type(C, revisionText('bbbb2', "'aaaa1'"));
    await server.untilCodes([`${B} duplicate-revision-id`, `${C} duplicate-revision-id`]);
    await server.type(C, revisionText('cccc3', "'bbbb2'"));
    await server.open(B);
    await server.type(B, revisionText('bbbb2', "'cccc3'"));
    await server.untilCodes([`${B} revision-cycle`, `${C} revision-cycle`]);
    await server.type(B, FILES[B]);
    await server.untilCodes([]);
  });

  it('follows files on disk', async () => {
    const path = join(server.folder, 'migrations/versions/d.py');
    writeFileSync(path, revisionText('dddd4', "'nowhere1'"));
    const uri = server.uri('migrations/versions/d.py');
    await server.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri, type: 1 }],
    });
    await server.untilCodes(['migrations/versions/d.py dangling-down-revision']);
    rmSync(path);
    await server.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri, type: 3 }],
    });
    await server.untilCodes([]);
  });

  it('tells a warning of the configuration at its file, and takes it back', async () => {
    const path = join(server.folder, 'alembic.ini');
    const locations = 'version_locations = %(here)s/migrations/versions\n';
    const changes = [{ uri: server.uri('alembic.ini'), type: 2 as const }];
    writeFileSync(path, `${INI}${locations}version_path_separator = os\n`);
    await server.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
    await server.untilCodes(['alembic.ini configuration']);
    writeFileSync(path, `${INI}${locations}path_separator = os\n`);
    await server.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
    await server.untilCodes([]);
  });

  it('refuses what is not there with a code', async () => {
    await assert.rejects(
      server.request('alembic/revisionPage', {
        environment: 'nowhere',
        database: undefined,
        offset: 0,
        limit: 1,
      }),
      {
        data: { code: 'unknown-environment', environment: 'nowhere' },
      },
    );
  });

  it('logged no defect', () => assert.deepEqual(server.log, []));
});
