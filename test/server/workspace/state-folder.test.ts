import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type StatePlace, stateFolder } from '../../../server/src/workspace/state-folder.ts';

function check(name: string, place: Partial<StatePlace>, expected: string): void {
  it(name, () => {
    assert.equal(stateFolder({ environment: {}, platform: 'linux', home: '/home/me', ...place }), expected);
  });
}

describe('the folder of the journal', () => {
  check('is the state folder of the XDG specification', {}, '/home/me/.local/state/alembic-workbench');
  check('follows XDG_STATE_HOME', { environment: { XDG_STATE_HOME: '/s' } }, '/s/alembic-workbench');
  check('is what ALEMBIC_WORKBENCH_STATE names', { environment: { ALEMBIC_WORKBENCH_STATE: '/x' } }, '/x');
  check(
    'is Application Support on macOS',
    { platform: 'darwin' },
    '/home/me/Library/Application Support/alembic-workbench',
  );
});
