import type { RunSettings } from '../core/plan/run-settings.ts';
import { CommandError } from '../core/script/command-error.ts';

/** Throws CommandError `unknown-environment` where env.py decides something about a run that nobody can read from it. */
export function requireKnownEnvironment(settings: RunSettings): void {
  if (settings.unknowns.length === 0) return;
  throw new CommandError(
    'unknown-environment',
    `The built-in engine does not run what it would have to guess. ${settings.unknowns.join(' ')} Run it with alembic itself, or with --engine alembic.`,
  );
}
