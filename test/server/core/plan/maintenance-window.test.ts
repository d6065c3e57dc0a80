import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  MaintenanceWindowError,
  parseMaintenanceWindow,
  wallClock,
  windowState,
} from '../../../../server/src/core/plan/maintenance-window.ts';

/** Whether `window` is open at `now` (ISO, UTC), and when that changes. */
function check(window: string, now: string, open: boolean, changesAt: string | undefined): void {
  it(`${window} at ${now}`, () => {
    const state = windowState(parseMaintenanceWindow(window), new Date(now));
    assert.deepEqual([state.open, state.changesAt?.toISOString()], [open, changesAt]);
  });
}

describe('a maintenance window', () => {
  const berlin = 'Sat 22:00-04:00 Europe/Berlin';
  check(berlin, '2026-01-10T20:59:59Z', false, '2026-01-10T21:00:00.000Z');
  check(berlin, '2026-01-10T21:00:00Z', true, '2026-01-11T03:00:00.000Z');
  check(berlin, '2026-01-11T02:59:59Z', true, '2026-01-11T03:00:00.000Z');
  check(berlin, '2026-01-11T03:00:00Z', false, '2026-01-17T21:00:00.000Z');
  check(berlin, '2026-07-11T20:30:00Z', true, '2026-07-12T02:00:00.000Z');
  check('Sun 02:00-05:00', '2026-03-01T03:00:00Z', true, '2026-03-01T05:00:00.000Z');
  check(
    'Mon-Fri 01:00-02:00; Sat,Sun 03:30-03:45 Asia/Kolkata',
    '2026-02-28T22:00:00Z',
    true,
    '2026-02-28T22:15:00.000Z',
  );
  check('Fri-Mon 23:00-23:30 UTC', '2026-03-03T00:00:00Z', false, '2026-03-06T23:00:00.000Z');
  check('saturday 00:00-24:00 UTC', '2026-02-28T12:00:00Z', true, '2026-03-01T00:00:00.000Z');
  check('daily 00:00-24:00', '2026-02-28T12:00:00Z', true, undefined);
  check('daily 00:00-00:00', '2026-02-28T12:00:00Z', true, undefined);
});

describe('a maintenance window where the clock changes', () => {
  const berlin = 'Sat 22:00-04:00 Europe/Berlin';
  // Summer time begins on 2026-03-29 at 01:00 UTC: the night is an hour shorter, and 04:00 is 02:00 UTC.
  check(berlin, '2026-03-28T21:00:00Z', true, '2026-03-29T02:00:00.000Z');
  check(berlin, '2026-03-29T02:00:00Z', false, '2026-04-04T20:00:00.000Z');
  // It ends on 2026-10-25 at 01:00 UTC: the night is an hour longer, and 04:00 is 03:00 UTC.
  check(berlin, '2026-10-24T20:00:00Z', true, '2026-10-25T03:00:00.000Z');
  check('Sun 02:15-02:45 Europe/Berlin', '2026-10-25T00:30:00Z', true, '2026-10-25T00:45:00.000Z');
  check('Sun 02:15-02:45 Europe/Berlin', '2026-10-25T00:50:00Z', false, '2026-10-25T01:15:00.000Z');
  // The skipped hour is not there: the window opens a week later, or is cut short.
  check('Sun 02:15-02:45 Europe/Berlin', '2026-03-29T00:30:00Z', false, '2026-04-05T00:15:00.000Z');
  check('Sun 02:30-03:30 Europe/Berlin', '2026-03-29T00:30:00Z', false, '2026-03-29T01:00:00.000Z');
  check('Sun 01:00-02:00 America/New_York', '2026-11-01T05:30:00Z', true, '2026-11-01T07:00:00.000Z');
  check('Sun 01:30-02:15 Australia/Lord_Howe', '2026-04-04T14:30:00Z', true, '2026-04-04T15:45:00.000Z');
});

describe('a text that is no maintenance window', () => {
  const refused = (text: string, reason: RegExp): void => {
    it(`"${text}"`, () => {
      assert.throws(
        () => parseMaintenanceWindow(text),
        (error) => error instanceof MaintenanceWindowError && reason.test(error.message),
      );
    });
  };
  refused('', /empty/);
  refused('22:00-04:00', /no days and times/);
  refused('Sat', /no days and times/);
  refused('Caturday 1:00-2:00', /"Caturday" is no day/);
  refused('Sat 25:00-26:00', /"25:00" is no time/);
  refused('Sat 22:00-04:00 Mars/Olympus', /"Mars\/Olympus" is no time zone/);
  refused('Sat 22:00-23:00 UTC; Sun 01:00-02:00 Europe/Berlin', /two time zones/);
});

describe('the clock on the wall', () => {
  it('is that of the zone', () => {
    assert.equal(wallClock(new Date('2026-03-29T02:00:00Z'), 'Europe/Berlin'), 'Sun 2026-03-29 04:00');
  });
});
