/** Something a suite needs of the machine: there, or missing for a reason that is one line. */
export type Availability<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: string };

/**
 * The one rule for suites that need PostgreSQL, real Alembic or a browser: where a need cannot be had, the suite is
 * skipped with one printed line; with `CI=true` that is a failure.
 *
 * @returns options for `describe`; throws where a need is missing in CI
 */
export function suiteNeeds(
  suite: string,
  ...needs: readonly Availability<unknown>[]
): { readonly skip: string | false } {
  const missing = needs.find((need) => !need.ok);
  if (missing === undefined || missing.ok) return { skip: false };
  const line = `${suite}: skipped, ${missing.reason}`;
  if (process.env.CI === 'true') throw new Error(`${line}; CI=true asks for every suite`);
  process.stdout.write(`${line}\n`);
  return { skip: missing.reason };
}

/** The value of a need, inside a suite that `suiteNeeds` lets run. */
export function available<T>(need: Availability<T>): T {
  if (need.ok) return need.value;
  throw new Error(`Used without suiteNeeds: ${need.reason}`);
}
