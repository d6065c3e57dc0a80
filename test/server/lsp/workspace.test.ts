import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { WorkspaceAnswer } from '../../../server/src/protocol/environment-messages.ts';
import { revisionText } from '../core/lint/chain-text.ts';
import { RunningServer, type ServerOptions } from './running-server.ts';

const INI = '[alembic]\nscript_location = %(here)s/migrations\n';
const CHAIN = { 'migrations/env.py': '', 'migrations/versions/a.py': revisionText('aaaa1', 'None') };

async function using<T>(options: ServerOptions, work: (server: RunningServer) => Promise<T>): Promise<T> {
  const server = await RunningServer.start(options);
  try {
    return await work(server);
  } finally {
    assert.deepEqual(server.log, []);
    await server.stop();
  }
}

function prefixed(folder: string, files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));
}

describe('what the workspace holds', () => {
  function check(
    name: string,
    files: Readonly<Record<string, string>>,
    expected: WorkspaceAnswer['state'],
  ): void {
    it(name, () =>
      using({ files }, async (server) => {
        assert.equal((await server.request('alembic/workspace', null)).state, expected);
      }),
    );
  }
  check('an empty folder', {}, 'no-environment');
  check('a folder without Alembic', { 'main.py': 'print(1)\n' }, 'no-environment');
  check(
    'an environment without revisions',
    { 'alembic.ini': INI, 'migrations/env.py': '', 'migrations/versions/.keep': '' },
    'no-revisions',
  );
  check('a chain', { 'alembic.ini': INI, ...CHAIN }, 'ready');

  it('an alembic.ini that points nowhere, with a diagnostic where it is said', () =>
    using({ files: { 'alembic.ini': '[alembic]\nscript_location = nowhere\n' } }, async (server) => {
      const { state, environments } = await server.request('alembic/workspace', null);
      assert.deepEqual([state, environments[0]?.trouble?.kind], ['trouble', 'missing-script-location']);
      await server.untilCodes(['alembic.ini missing-script-location']);
      const environment = environments[0]?.id ?? '';
      await assert.rejects(
        server.request('alembic/revisionPage', { environment, database: undefined, offset: 0, limit: 1 }),
        (error: { data?: { code: string } }) => error.data?.code === 'missing-script-location',
      );
    }));

  it('several environments, each with its own findings', () => {
    const broken = {
      'alembic.ini': INI,
      ...CHAIN,
      'migrations/versions/b.py': revisionText('bbbb2', "'gone1'"),
    };
    return using(
      { files: { ...prefixed('one', broken), ...prefixed('two', { 'alembic.ini': INI, ...CHAIN }) } },
      async (server) => {
        const { environments } = await server.request('alembic/workspace', null);
        assert.deepEqual(
          environments.map(({ name, errorCount }) => `${name} ${errorCount}`),
          ['one 1', 'two 0'],
        );
        await server.untilCodes(['one/migrations/versions/b.py dangling-down-revision']);
      },
    );
  });

  it('an environment that comes and one that goes', () =>
    using(
      {
        files: prefixed('one', {
          'alembic.ini': INI,
          ...CHAIN,
          'migrations/versions/b.py': revisionText('b', "'gone1'"),
        }),
      },
      async (server) => {
        await server.untilCodes(['one/migrations/versions/b.py dangling-down-revision']);
        const told = server.next('alembic/environmentsChanged');
        rmSync(join(server.folder, 'one'), { recursive: true });
        await server.connection.sendNotification('workspace/didChangeWatchedFiles', {
          changes: [{ uri: server.uri('one'), type: 3 }],
        });
        await told;
        await server.untilCodes([]);
        for (const [name, text] of Object.entries({ 'alembic.ini': INI, ...CHAIN })) {
          mkdirSync(join(server.folder, name, '..'), { recursive: true });
          writeFileSync(join(server.folder, name), text);
        }
        const again = server.next('alembic/environmentsChanged');
        await server.connection.sendNotification('workspace/didChangeWatchedFiles', {
          changes: [{ uri: server.uri('alembic.ini'), type: 1 }],
        });
        await again;
        assert.equal((await server.request('alembic/workspace', null)).state, 'ready');
      },
    ));

  it('folders that are added to it', () =>
    using({ files: {} }, async (server) => {
      const other = await RunningServer.start({ files: { 'alembic.ini': INI, ...CHAIN } });
      const told = server.next('alembic/environmentsChanged');
      const added = [{ uri: other.uri('').replace(/\/$/, ''), name: 'other' }];
      await server.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
        event: { added, removed: [] },
      });
      await told;
      assert.equal((await server.request('alembic/workspace', null)).environments.length, 1);
      await other.stop();
    }));

  it('only the configuration files that the setting names', () =>
    using(
      {
        files: {
          ...prefixed('one', { 'alembic.ini': INI, ...CHAIN }),
          ...prefixed('two', { 'alembic.ini': INI, ...CHAIN }),
        },
        settings: { configFiles: ['two/alembic.ini'] },
      },
      async (server) => {
        const { environments } = await server.request('alembic/workspace', null);
        assert.deepEqual(
          environments.map(({ configUri }) => configUri),
          [server.uri('two/alembic.ini')],
        );
      },
    ));
});
