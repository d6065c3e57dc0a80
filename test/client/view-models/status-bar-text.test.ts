import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type StatusBarInput, statusBarText } from '../../../client/src/view-models/status-bar-text.ts';
import { databaseStatus, environment } from './samples.ts';

function text(changes: Partial<StatusBarInput> = {}): string {
  return statusBarText({ ...base, ...changes }).text;
}

const base: StatusBarInput = {
  environment: environment(),
  database: 'staging',
  status: databaseStatus(),
  trusted: true,
  busy: false,
};

describe('the status-bar item', () => {
  it('shows database, current revision, how far behind, and problems', () => {
    assert.equal(text(), '$(database) staging  9bc1d2e3 · 2 behind');
    assert.equal(
      text({ environment: environment({ errorCount: 3 }) }),
      '$(database) staging  9bc1d2e3 · 2 behind  $(error) 3',
    );
  });
  it('spins only until the first answer', () => {
    assert.equal(text({ status: undefined, busy: true }), '$(database) staging  $(sync~spin)');
    assert.equal(text({ busy: true }), text());
  });
  it('says where there is no database, and claims nothing in Restricted Mode', () => {
    assert.equal(text({ database: undefined, status: undefined }), '$(database) No database');
    assert.equal(text({ trusted: false, status: undefined }), '$(database) staging');
  });
  it('lets no name make an icon', () => assert.equal(text({ database: '$(bug)' }).includes('$(bug)'), false));
  it('tells more in the tooltip', () => {
    const { tooltip } = statusBarText({
      ...base,
      environment: environment({ heads: ['a', 'b'], errorCount: 1, warningCount: 2 }),
      status: databaseStatus({ message: 'slow' }),
      trusted: false,
    });
    for (const line of ['- 14 revisions, heads `a`, `b`', '- slow', '- 1 error, 2 warnings']) {
      assert.ok(tooltip.split('\n').includes(line), line);
    }
    assert.match(tooltip, /Restricted Mode/);
  });
});
