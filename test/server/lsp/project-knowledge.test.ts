import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { CodeAction } from 'vscode-languageserver-types';
import { revisionText } from '../core/lint/chain-text.ts';
import { RunningServer } from './running-server.ts';

const REVISION = 'migrations/versions/aaaa1.py';
const SETTINGS = 'app/settings.py';
const FILES: Readonly<Record<string, string>> = {
  'alembic.ini': '[alembic]\nscript_location = %(here)s/migrations\nprepend_sys_path = %(here)s\n',
  'migrations/env.py': '',
  [SETTINGS]: 'import os\nTABLE = "orders"\nSCHEMA = os.environ["SCHEMA"]\n',
  [REVISION]: revisionText('aaaa1', 'None', {
    upgrade:
      "from app.settings import SCHEMA, TABLE\n    op.execute(f'DROP TABLE {TABLE}')\n    op.execute(f'DROP SCHEMA {SCHEMA}')",
  }),
};

describe('what the application knows, over the real transport', () => {
  let server: RunningServer;
  before(async () => {
    server = await RunningServer.start({ files: FILES });
  });
  after(() => server.stop());

  async function sql(): Promise<string> {
    const params = { kind: 'file', uri: server.uri(REVISION), direction: 'upgrade' } as const;
    return (await server.request('alembic/sqlPreview', params)).sql;
  }

  async function actionTitles(line: number): Promise<readonly CodeAction[]> {
    const range = { start: { line, character: 4 }, end: { line, character: 4 } };
    return server.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri: server.uri(REVISION) },
      range,
      context: { diagnostics: [] },
    });
  }

  it('follows an imported module as it is typed and as it changes on disk', async () => {
    await server.open(REVISION);
    assert.match(await sql(), /^DROP TABLE orders;$/m);
    const text = await server.open(SETTINGS);
    const changed = server.next('alembic/sqlPreviewChanged');
    await server.type(SETTINGS, text.replace('orders', 'bills'));
    assert.match(await sql(), /^DROP TABLE bills;$/m);
    await changed;
    await server.type(SETTINGS, text);
    assert.match(await sql(), /^DROP TABLE orders;$/m);
  });

  it('names what is not known, with its file and line, and offers to add it', async () => {
    assert.match(
      (await sql()).replaceAll(/\n-- +/g, ' '),
      /`app\.settings\.SCHEMA` \(app\/settings\.py, line 3\) is not known/,
    );
    const lines = (FILES[REVISION] ?? '').split('\n');
    const line = lines.findIndex((each) => each.includes('DROP SCHEMA'));
    const actions = await actionTitles(line);
    assert.deepEqual(
      actions.map(({ title, command }) => [title, command?.command, command?.arguments]),
      [
        [
          'Add app.settings.SCHEMA to Known Values…',
          'alembicWorkbench.addKnownValue',
          [{ environment: await server.environment(), name: 'app.settings.SCHEMA' }],
        ],
      ],
    );
    assert.deepEqual(await actionTitles(line - 1), []);
  });

  it('takes values from the setting, and shows the SQL anew', async () => {
    const changed = server.next('alembic/sqlPreviewChanged');
    await server.configure({ knownValues: { 'app.settings.SCHEMA': 'trading' } });
    await changed;
    assert.match(await sql(), /^DROP SCHEMA trading;$/m);
    assert.deepEqual(server.log, []);
  });
});
