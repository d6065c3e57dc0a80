import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ServerVersions } from '../../../server/src/lsp/server-versions.ts';
import { DEFAULT_SETTINGS } from '../../../server/src/protocol/settings.ts';

describe('the PostgreSQL that statements are judged for', () => {
  it('is the newest, then the selected database, and before all the setting', () => {
    let changes = 0;
    const versions = new ServerVersions(() => {
      changes += 1;
    });
    const inUse = (postgresqlVersion = 'auto'): string => {
      const { major, source } = versions.inUse('e', { ...DEFAULT_SETTINGS, postgresqlVersion });
      return `${major} ${source}`;
    };
    assert.equal(inUse(), '18 the newest; no database was asked');
    versions.learn('e', 'other', '11.2');
    assert.equal(changes, 0);
    versions.select('e', 'local');
    versions.learn('e', 'local', '15.4 (Debian 15.4-1)');
    versions.learn('e', 'local', '15.4');
    assert.equal(changes, 2);
    assert.equal(inUse(), '15 the database local');
    versions.select('e', 'other');
    assert.equal(inUse(), '11 the database other');
    assert.equal(inUse('13'), '13 the setting alembicWorkbench.postgresqlVersion');
  });
});
