import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { NewFileAnswer } from '../../../server/src/protocol/authoring-messages.ts';
import { revisionText } from '../core/lint/chain-text.ts';
import { RunningServer } from './running-server.ts';

const folder = 'migrations/versions/';
const FILES = {
  'alembic.ini': '[alembic]\nscript_location = %(here)s/migrations\n',
  'migrations/env.py': '',
  [`${folder}a.py`]: revisionText('aaaa1', 'None'),
  [`${folder}b.py`]: revisionText('bbbb2', "'aaaa1'"),
  '.alembic-workbench/templates/audit.hbs':
    '{{!-- title: Audit table --}}\n{{> header}}\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n',
};
const NEW = {
  template: undefined,
  head: undefined,
  splice: false,
  branchLabel: undefined,
  dependsOn: [],
  revisionId: undefined,
  versionPath: undefined,
};

describe('new files over the real transport', () => {
  let server: RunningServer;
  before(async () => {
    server = await RunningServer.start({ files: FILES });
  });
  after(() => server.stop());

  /** Writes the file as the client does, and waits until the server has read it. */
  async function write(answer: NewFileAnswer): Promise<void> {
    const path = fileURLToPath(answer.uri);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, answer.text);
    const changed = server.next('alembic/environmentsChanged');
    await server.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: answer.uri, type: 1 }],
    });
    await changed;
  }

  it('lists the templates of the extension and of the project', async () => {
    const templates = await server.request('alembic/templates', { environment: await server.environment() });
    const names = templates.map(({ name, source }) => `${name} ${source}`);
    assert.ok(names.includes('generic built-in'), names.join());
    assert.ok(names.includes('audit project'), names.join());
  });

  it('makes a revision that follows the head', async () => {
    const environment = await server.environment();
    const answer = await server.request('alembic/newRevision', {
      ...NEW,
      environment,
      message: 'add orders',
    });
    assert.match(answer.uri, new RegExp(`/versions/${answer.revision}_add_orders\\.py$`));
    assert.match(answer.text, /^down_revision\b.*['"]bbbb2['"]/m);
    const line = answer.text.split('\n')[answer.cursor.line - 1] ?? '';
    assert.match(`${line}${answer.text.split('\n')[answer.cursor.line]}`, /upgrade|pass/);
    await write(answer);
    const [summary] = (await server.request('alembic/workspace', null)).environments;
    assert.deepEqual(summary?.heads, [answer.revision]);
  });

  it('merges two heads', async () => {
    const environment = await server.environment();
    const second = await server.request('alembic/newRevision', {
      ...NEW,
      environment,
      message: 'side',
      head: 'bbbb2',
      splice: true,
    });
    await write(second);
    await server.until(
      () => server.allCodes().filter((code) => code.endsWith('multiple-heads')).length === 2,
    );
    const merge = await server.request('alembic/merge', {
      environment,
      revisions: ['heads'],
      message: 'merge',
      branchLabel: undefined,
    });
    assert.deepEqual(merge.conflicts, []);
    await write(merge);
    await server.until(() => !server.allCodes().some((code) => code.endsWith('multiple-heads')));
  });

  it('tells which table both sides of a merge touch, and merges no revision with its ancestor', async () => {
    const environment = await server.environment();
    const heads = (await server.request('alembic/workspace', null)).environments[0]?.heads ?? [];
    const sides: string[] = [];
    for (const column of ['x', 'y']) {
      const side = await server.request('alembic/newRevision', {
        ...NEW,
        environment,
        message: column,
        head: heads[0],
        splice: true,
      });
      const text = side.text.replace(
        '    pass',
        `    op.execute("ALTER TABLE orders ADD COLUMN ${column} int")`,
      );
      await write({ ...side, text });
      sides.push(side.revision);
    }
    const merge = (revisions: readonly string[]) =>
      server.request('alembic/merge', { environment, revisions, message: 'm', branchLabel: undefined });
    const { conflicts } = await merge(sides);
    assert.deepEqual(conflicts, [
      `both sides touch table orders: ${sides[0]} (ADD COLUMN x int) and ${sides[1]} (ADD COLUMN y int)`,
    ]);
    const needing = await server.request('alembic/newRevision', {
      ...NEW,
      environment,
      message: 'needs x',
      head: sides[1],
      dependsOn: sides.slice(0, 1),
    });
    await write(needing);
    await assert.rejects(
      merge([needing.revision, sides[0] ?? '']),
      (error: { data?: { code: string } }) => error.data?.code === 'merge-of-ancestor',
    );
  });

  it('says why a revision cannot be made', async () => {
    const environment = await server.environment();
    await assert.rejects(
      server.request('alembic/newRevision', { ...NEW, environment, message: 'x', head: 'aaaa1' }),
      (error: { data?: { code: string } }) => error.data?.code === 'not-a-head',
    );
  });

  it('makes an environment', async () => {
    const { files } = await server.request('alembic/init', {
      folderUri: server.uri('service'),
      directory: 'migrations',
      template: 'async',
    });
    const names = files.map(({ uri }) => uri.slice(server.uri('service').length + 1));
    assert.deepEqual(names.filter((name) => !name.includes('README')).sort(), [
      'alembic.ini',
      'migrations/env.py',
      'migrations/script.py.mako',
      ...names.filter((name) => name.startsWith('migrations/versions')),
    ]);
    for (const { uri, text } of files) {
      mkdirSync(dirname(fileURLToPath(uri)), { recursive: true });
      writeFileSync(fileURLToPath(uri), text);
    }
    mkdirSync(join(server.folder, 'service/migrations/versions'), { recursive: true });
    await server.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: files.map(({ uri }) => ({ uri, type: 1 })),
    });
    await server.next('alembic/environmentsChanged');
    const { environments, state } = await server.request('alembic/workspace', null);
    assert.equal(state, 'ready');
    assert.deepEqual(
      environments.map(({ name, trouble }) => `${name} ${trouble?.kind}`).at(-1),
      'service no-revisions',
    );
  });

  it('logged no defect', () => assert.deepEqual(server.log, []));
});
