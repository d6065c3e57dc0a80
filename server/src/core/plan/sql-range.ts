import { CommandError } from '../script/command-error.ts';
import { requireLoadable } from '../script/require-loadable.ts';
import { getRevision } from '../script/resolve-identifier.ts';
import type { RevisionMap } from '../script/revision-map.ts';

/** `target` of an upgrade or downgrade, and with `--sql` the revision that the script starts from. */
export interface SqlRange {
  /** Undefined: from an empty version table. */
  readonly start: string | undefined;
  readonly target: string;
}

/**
 * Reads the revision argument of `upgrade` or `downgrade`: only with `--sql` it may be a range `start:target`, and a
 * downgrade must be one.
 * Throws CommandError `range-not-allowed`, `range-required` or `invalid-range`.
 * Source: `alembic.command.upgrade` and `downgrade`.
 */
export function parseSqlRange(
  argument: string,
  direction: 'upgrade' | 'downgrade',
  isSql: boolean,
): SqlRange {
  const [first = '', second, ...more] = argument.split(':');
  if (second === undefined) {
    if (!isSql || direction === 'upgrade') return { start: undefined, target: first };
    throw new CommandError(
      'range-required',
      'downgrade with --sql requires <fromrev>:<torev>, because no database says where it starts.',
    );
  }
  if (!isSql) {
    throw new CommandError(
      'range-not-allowed',
      `Range revision not allowed: '${argument}' has a start, which only --sql takes; a database knows its own.`,
      { argument },
    );
  }
  if (more.length > 0) {
    throw new CommandError(
      'invalid-range',
      `'${argument}' has more than one colon; a range is <fromrev>:<torev>.`,
      {
        argument,
      },
    );
  }
  return { start: first, target: second };
}

/** Where `stamp --sql` goes, and the one revision that it starts from. */
export interface StampRange {
  readonly start: string | undefined;
  readonly targets: readonly string[];
}

/**
 * Reads the revision arguments of `stamp --sql`, each `REV` or `FROM:REV`. Throws CommandError `invalid-range`.
 * Source: `alembic.command.stamp`.
 */
export function parseStampRange(args: readonly string[]): StampRange {
  const ranges = args.map((argument) => parseSqlRange(argument, 'upgrade', true));
  const starts = [...new Set(ranges.flatMap(({ start }) => start ?? []))];
  if (starts.length > 1) {
    throw new CommandError(
      'invalid-range',
      `stamp with --sql starts from one revision, and ${starts.join(' and ')} are named. Write the same one in front of every target.`,
      { starts },
    );
  }
  return { start: starts[0], targets: ranges.map(({ target }) => target) };
}

/**
 * The rows that a script starting at `start` takes for granted. No database is asked. A relative start is not known.
 * Throws CommandError what the identifier throws.
 * Source: `MigrationContext.get_current_heads` in offline mode.
 */
export function startingRows(map: RevisionMap, start: string | undefined): readonly string[] {
  if (start === undefined || start === 'base') return [];
  requireLoadable(map);
  const revision = getRevision(map, start);
  if (revision !== null) return [revision.id];
  throw new CommandError(
    'invalid-range',
    `'${start}' names no revision to start from; write 'base' for an empty database.`,
    { start },
  );
}
