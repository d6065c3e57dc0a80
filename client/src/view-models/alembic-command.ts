import type { EnvironmentSummary } from '../../../server/src/protocol/environment-messages.ts';

export interface CommandPlace {
  /** Of the configuration file, relative to the workspace folder, with `/`. */
  readonly configPath: string;
  /** Undefined for [alembic]. */
  readonly section: string | undefined;
}

/** The `alembic` command line that does the same, to be run in the workspace folder. */
export function alembicCommand(place: CommandPlace, args: readonly string[]): string {
  const options: string[] = [];
  if (place.configPath !== 'alembic.ini' && place.configPath !== 'pyproject.toml') {
    options.push('-c', place.configPath);
  }
  if (place.section !== undefined) options.push('-n', place.section);
  return ['alembic', ...options, ...args].map(quote).join(' ');
}

/** Quotes for a POSIX shell where needed. */
function quote(argument: string): string {
  return /^[\w@%+=:,./~-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}

export interface CommandChoice {
  readonly label: string;
  readonly command: string;
}

/** What "Copy as alembic Command" offers for a revision. */
export function revisionCommands(place: CommandPlace, revision: string): CommandChoice[] {
  const choice = (label: string, ...args: string[]): CommandChoice => ({
    label,
    command: alembicCommand(place, args),
  });
  return [
    choice('Upgrade to here', 'upgrade', revision),
    choice('Downgrade to here', 'downgrade', revision),
    choice('Stamp', 'stamp', revision),
    choice('Show', 'show', revision),
    choice('SQL of the upgrade to here', 'upgrade', revision, '--sql'),
  ];
}

/** What it offers for an environment. */
export function environmentCommands(
  place: CommandPlace,
  heads: EnvironmentSummary['heads'],
): CommandChoice[] {
  const choice = (label: string, ...args: string[]): CommandChoice => ({
    label,
    command: alembicCommand(place, args),
  });
  return [
    choice('Upgrade to head', 'upgrade', heads.length > 1 ? 'heads' : 'head'),
    choice('Upgrade one', 'upgrade', '+1'),
    choice('Downgrade one', 'downgrade', '-1'),
    choice('Downgrade to base', 'downgrade', 'base'),
    choice('Show current', 'current', '--verbose'),
    choice('Show history', 'history', '--verbose'),
    choice('Show heads', 'heads'),
    choice('Show branches', 'branches'),
    ...(heads.length > 1 ? [choice('Merge heads', 'merge', '-m', 'merge heads', 'heads')] : []),
  ];
}
