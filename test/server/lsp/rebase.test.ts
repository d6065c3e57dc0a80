import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { CodeAction } from 'vscode-languageserver-protocol/node';
import type { RebaseAnswer, RebaseParams } from '../../../server/src/protocol/rebase-messages.ts';
import { revisionText } from '../core/lint/chain-text.ts';
import { RunningServer } from './running-server.ts';

const folder = 'migrations/versions/';
const B = `${folder}b.py`;
const C = `${folder}c.py`;
const ENV = `from alembic import context
from sqlalchemy import create_engine

with create_engine(context.config.get_main_option("sqlalchemy.url")).connect() as connection:
    context.configure(connection=connection, target_metadata=None)
    with context.begin_transaction():
        context.run_migrations()
`;
const FILES: Readonly<Record<string, string>> = {
  'alembic.ini': '[alembic]\nscript_location = %(here)s/migrations\n',
  'migrations/env.py': ENV,
  [`${folder}a.py`]: revisionText('aaaa1', 'None'),
  [B]: revisionText('bbbb2', "'aaaa1'", { docstring: 'left\n\nRevision ID: bbbb2\nRevises: aaaa1\n' }),
  [C]: revisionText('cccc3', "'aaaa1'"),
  [`${folder}d.py`]: revisionText('dddd4', "'cccc3'"),
};

describe('rebase over the real transport', () => {
  let server: RunningServer;
  let environment: string;
  before(async () => {
    server = await RunningServer.start({
      files: FILES,
      settings: { databases: [{ name: 'away', url: 'postgresql://app@127.0.0.1:1/app' }] },
    });
    environment = await server.environment();
  });
  after(() => server.stop());

  const rebase = (
    revision: string,
    onto: string,
    scope: RebaseParams['scope'] = 'branch',
  ): Promise<RebaseAnswer> => server.request('alembic/rebase', { environment, revision, onto, scope });
  const refusal = async (revision: string, onto: string): Promise<{ code: string; message: string }> => {
    try {
      await rebase(revision, onto);
    } catch (error) {
      const { data, message } = error as { data: { code: string }; message: string };
      return { code: data.code, message };
    }
    return { code: 'none', message: '' };
  };
  /** "revision: text at the edit → new text" */
  const edits = ({ changes }: RebaseAnswer): string[] =>
    changes.flatMap(({ revision, uri, edits: all }) =>
      all.map(({ range, newText }) => {
        const name = uri.slice(server.uri('x').length - 1);
        const line = (FILES[name] ?? '').split('\n')[range.start.line] ?? '';
        return `${revision}: ${line.slice(range.start.character, range.end.character)} → ${newText}`;
      }),
    );

  it('edits down_revision and the docstring, and names the database that did not answer', async () => {
    const answer = await rebase('bbbb2', 'dddd4');
    assert.deepEqual(edits(answer), ["bbbb2: 'aaaa1' → 'dddd4'", 'bbbb2: aaaa1 → dddd4']);
    assert.deepEqual(
      answer.unasked.map(({ database }) => database),
      ['away'],
    );
    assert.match(answer.unasked[0]?.reason ?? '', /127\.0\.0\.1:1 cannot be reached/);
  });

  it('moves a branch from anywhere on it, or one revision alone', async () => {
    assert.deepEqual(edits(await rebase('dddd4', 'bbbb2')), ["cccc3: 'aaaa1' → 'bbbb2'"]);
    assert.deepEqual(edits(await rebase('cccc3', 'bbbb2', 'revision')), [
      "cccc3: 'aaaa1' → 'bbbb2'",
      "dddd4: 'cccc3' → 'aaaa1'",
    ]);
  });

  it('says when a rebase makes no sense', async () => {
    assert.equal((await refusal('cccc3', 'aaaa1')).code, 'rebase-nothing-to-move');
    assert.equal((await refusal('dddd4', 'dddd4')).code, 'rebase-nothing-to-move');
    assert.equal((await refusal('dddd4', 'nowhere')).code, 'revision-not-found');
  });

  it('is what the quick fix of several heads runs', async () => {
    await server.until(() => server.codes(B).includes('multiple-heads'));
    const actions: CodeAction[] = await server.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri: server.uri(B) },
      range: server.diagnostics(B)[0]?.range,
      context: { diagnostics: server.diagnostics(B) },
    });
    assert.deepEqual(actions[1]?.command, {
      title: 'Rebase "bbbb2" (left) onto "dddd4" (revision dddd4)',
      command: 'alembicWorkbench.rebaseRevision',
      arguments: [{ environment, revision: 'bbbb2', onto: 'dddd4' }],
    });
    assert.equal(actions[1]?.edit, undefined);
  });

  it('is refused where a database has passed the point, and names database and revision', async () => {
    const database = 'embedded';
    const plan = await server.request('alembic/plan', {
      environment,
      database,
      direction: 'upgrade',
      target: 'bbbb2',
    });
    const { heads, digest, engine } = plan;
    await server.request('alembic/run', {
      ...{ environment, database, direction: 'upgrade', target: 'bbbb2', heads, digest, engine },
      runId: 'up',
    });
    const { code, message } = await refusal('bbbb2', 'dddd4');
    assert.equal(code, 'rebase-applied');
    assert.match(message, /^Revision bbbb2 has run in embedded \(at bbbb2\), which would/);
    assert.deepEqual(edits(await rebase('dddd4', 'bbbb2')), ["cccc3: 'aaaa1' → 'bbbb2'"]);
  });

  it('logged no defect', () => assert.deepEqual(server.log, []));
});

describe('rebase in an untrusted workspace', () => {
  it('asks no database and says so', async () => {
    const server = await RunningServer.start({ files: FILES, trusted: false });
    try {
      const environment = await server.environment();
      const params = { environment, revision: 'bbbb2', onto: 'dddd4', scope: 'branch' } as const;
      const { changes, unasked } = await server.request('alembic/rebase', params);
      assert.equal(changes.length, 1);
      assert.deepEqual(unasked, [
        { database: 'embedded', reason: 'the workspace is not trusted, so nothing connects' },
      ]);
    } finally {
      await server.stop();
    }
  });
});
