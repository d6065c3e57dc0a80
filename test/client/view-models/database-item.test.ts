import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  databaseDetails,
  databaseItem,
  databaseTooltip,
  positionWords,
} from '../../../client/src/view-models/database-item.ts';
import { defaultDatabase } from '../../../client/src/view-models/default-database.ts';
import { durationWords } from '../../../client/src/view-models/run-item.ts';
import type { DatabaseStatus } from '../../../server/src/protocol/database-messages.ts';
import type { RunRecord } from '../../../server/src/protocol/run-messages.ts';
import { database, databaseStatus } from './samples.ts';

describe('where a database stands', () => {
  const check = (changes: Partial<DatabaseStatus>, expected: string): void =>
    assert.equal(positionWords(databaseStatus(changes)), expected);

  it('behind or up to date', () => {
    check({}, '9bc1d2e3 · 2 behind');
    check({ behind: 0 }, '9bc1d2e3 · up to date');
    check({ currentRevisions: [], behind: 14 }, 'empty · 14 behind');
    const lost = [{ kind: 'missing-version-table', message: 'There are tables.' }] as const;
    check({ currentRevisions: [], behind: 14, troubles: lost }, 'no version table · 14 behind');
    check({ currentRevisions: ['a', 'b'], behind: 1 }, 'a, b · 1 behind');
  });
  it('at a revision that no file has, or that cannot be planned from', () => {
    check({ unknownRevisions: ['9bc1d2e3f4a5'] }, '9bc1d2e3 · revision not in this folder');
    check({ behind: undefined }, '9bc1d2e3 · cannot be planned');
    const troubles = [{ kind: 'broken-chain', message: 'The chain is broken.' }] as const;
    check({ behind: undefined, troubles }, '9bc1d2e3 · chain broken');
  });
  it('not reached', () => {
    check({ condition: 'unreachable' }, 'not reachable');
    check({ condition: 'not-connected' }, 'not connected');
    assert.equal(positionWords(undefined), 'not connected');
  });
});

describe('a database in the Databases view', () => {
  it('shows the selected one by its icon, a protected one in words', () => {
    const item = databaseItem(database({ protection: 'typed' }), databaseStatus(), true);
    assert.equal(item.icon.id, 'check');
    assert.equal(item.description, '9bc1d2e3 · 2 behind · protected');
    assert.equal(item.accessibilityLabel, 'staging, selected, 9bc1d2e3 · 2 behind · protected');
    assert.equal(databaseItem(database(), databaseStatus(), false).icon.id, 'database');
  });
  it('tells menus whether a server or the extension holds it', () => {
    const item = databaseItem(database({ source: 'embedded' }), databaseStatus(), false);
    assert.match(item.contextValue, /^database\.embedded\./);
  });
  it('says in its tooltip where it stands, where it is and what is wrong', () => {
    const troubles = [{ kind: 'edited', message: 'Edited: a*b.' }] as const;
    assert.equal(
      databaseTooltip(database(), databaseStatus({ troubles }), true),
      '**staging** 9bc1d2e3 · 2 behind\n\n- `' +
        `${database().displayUrl}\`\n` +
        '- Selected: revisions are compared with it and run on it\n- $(warning) Edited: a\\*b\\.',
    );
    assert.match(
      databaseTooltip(database({ source: 'embedded' }), undefined, false),
      /not connected\n\n- PostgreSQL inside the extension, in `/,
    );
  });
  it('warns of one that is not reached, selected or not', () => {
    const item = databaseItem(database(), databaseStatus({ condition: 'unreachable' }), true);
    assert.deepEqual(item.icon, { id: 'warning', color: 'problemsWarningIcon.foreground' });
    assert.equal(item.contextValue, 'database.server.unreachable');
  });
  it('has rows for its URL, why it was not reached, server, revisions and last run', () => {
    const lastRun: RunRecord = {
      startedAt: '2026-03-01T09:30:00.000Z',
      user: 'app',
      direction: 'upgrade',
      from: [],
      to: ['b'],
      engine: 'builtin',
      outcome: 'failed',
      milliseconds: 1234,
      steps: [{ revision: 'b', milliseconds: 1200 }],
      message: undefined,
    };
    const status = databaseStatus({
      message: 'Its password is wrong.',
      currentRevisions: ['a', 'gone'],
      unknownRevisions: ['gone'],
      troubles: [
        { kind: 'unknown-revision', message: 'No file has the revision gone.' },
        { kind: 'edited', message: 'Edited after it was applied: a.' },
        { kind: 'broken-chain', message: 'The chain is broken.' },
        { kind: 'cannot-plan', message: 'Cannot be planned.' },
        { kind: 'behind', message: '2 revisions are not applied yet.' },
      ],
      lastRuns: [lastRun],
    });
    assert.deepEqual(
      databaseDetails(database(), status).map(({ label, description, revision }) => [
        label,
        description,
        revision,
      ]),
      [
        ['postgresql://app@db/app', 'from settings', undefined],
        ['Its password is wrong.', '', undefined],
        ['PostgreSQL 18.4', '', undefined],
        ['a', 'current', 'a'],
        ['gone', 'no file has this revision', undefined],
        ['Edited after applied', 'Edited after it was applied: a.', undefined],
        ['Broken chain', 'The chain is broken.', undefined],
        ['Cannot be planned', 'Cannot be planned.', undefined],
        ['Upgrade failed', '1 revision · 1.2 s · 2026-03-01 09:30', undefined],
      ],
    );
    assert.equal(
      databaseDetails(database(), status).at(-1)?.tooltip,
      [
        'Upgrade failed 2026-03-01 09:30 UTC, by app with the built-in engine',
        'From base to b in 1.2 s',
        '• b  1.2 s',
      ].join('\n'),
    );
    assert.match(databaseItem(database(), status, false).description, /edited after applied/);
    assert.deepEqual(
      databaseDetails(database(), status).flatMap(({ label, leadsTo, tooltip }) =>
        leadsTo === undefined ? [] : [[label, leadsTo, tooltip]],
      ),
      [
        ['gone', 'repair', 'No file has the revision gone. Select to repair.'],
        ['Broken chain', 'problems', 'The chain is broken. Select to see the problems.'],
        ['Cannot be planned', 'repair', 'Cannot be planned. Select to repair.'],
      ],
    );
  });
  it('shows only its URL before it was asked', () => {
    assert.equal(databaseDetails(database(), undefined).length, 1);
  });
});

describe('durations', () => {
  const check = (milliseconds: number, expected: string): void =>
    assert.equal(durationWords(milliseconds), expected);
  it('read as people say them', () => {
    check(80.4, '80 ms');
    check(1234, '1.2 s');
    check(185_000, '3 min 5 s');
  });
});

describe('the database that is selected unasked', () => {
  const found = database({ name: 'found', source: 'config' });
  const embedded = database({ name: 'embedded', source: 'embedded' });
  const set = database({ name: 'set', source: 'setting' });
  it('is one of the settings, else the embedded one, never one merely found while there is another', () => {
    assert.equal(defaultDatabase([found, embedded, set]), set);
    assert.equal(defaultDatabase([found, embedded]), embedded);
    assert.equal(defaultDatabase([found]), found);
    assert.equal(defaultDatabase([]), undefined);
  });
});
