import { type DatabaseUrl, displayUrl } from '../core/config/database-url.ts';
import { planSteps } from '../core/plan/plan-steps.ts';
import { runSettings } from '../core/plan/run-settings.ts';
import { CommandError } from '../core/script/command-error.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import { runSeveral, type Several, type SeveralCounts, severalSentence } from '../database/run-several.ts';
import type { CommandArguments, CommandContext, CommandResult } from './command.ts';
import { namedDatabase } from './database-options.ts';
import { migrate } from './migrate.ts';
import { beforeRun } from './run-command.ts';
import { severalChoice } from './several-options.ts';
import { usageError } from './usage-error.ts';

type Direction = 'upgrade' | 'downgrade';

/** One of several databases, with the command line that means it alone. */
interface One {
  readonly name: string;
  readonly url: DatabaseUrl;
  readonly args: CommandArguments;
}

interface Planned {
  readonly one: One;
  /** One line: where the database stands and what would run; or why it cannot. */
  readonly text: string;
  readonly problem: CommandError | undefined;
}

/**
 * Runs `upgrade` or `downgrade` on several databases: shows the plan of each on stderr, then runs each as the command with
 * this one `--url` would. Exit code 1 unless all are done. Where one cannot be planned and `--on-failure` is `stop`,
 * nothing runs anywhere.
 */
export async function migrateSeveral(
  direction: Direction,
  urls: readonly string[],
  args: CommandArguments,
  context: CommandContext,
): Promise<CommandResult> {
  if (args.options.sql === true) throw usageError('--sql prints one script and takes no database.');
  const choice = severalChoice(args.options);
  const databases = distinct(urls, args, context);
  const snapshot = await context.loadEnvironment();
  const shared: CommandContext = { ...context, loadEnvironment: () => Promise.resolve(snapshot) };
  const options = { ...choice, signal: context.signal };
  const [target = ''] = args.positionals;
  const plans = await runSeveral(
    databases,
    { ...options, onFailure: 'continue' },
    (one) => planned(snapshot, direction, target, one),
    () => false,
  );
  const ready: Planned[] = plans.flatMap((plan) => ('result' in plan ? [plan.result] : []));
  for (const { one, text } of ready) context.progress(`${one.name}: ${text}`);
  const broken = ready.filter(({ problem }) => problem !== undefined);
  if (broken.length > 0 && choice.onFailure === 'stop') return answer(ready.map(notBegun));
  const results = await runSeveral(
    ready,
    options,
    async ({ one, problem }) =>
      problem === undefined ? runOne(direction, one, shared) : failed(one, problem),
    ({ exitCode }) => exitCode !== 0,
  );
  return answer(results);
}

/** The databases in the order given, each URL once. Two tenants may differ in the parameters of the URL alone. */
function distinct(urls: readonly string[], args: CommandArguments, context: CommandContext): readonly One[] {
  const names = new Set<string>();
  return [...new Set(urls)].flatMap((text, index) => {
    const own = { ...args, options: { ...args.options, url: text } };
    const url = namedDatabase(own.options, context);
    if (url === undefined) return [];
    const shown = displayUrl(url);
    const name = names.has(shown) ? `${shown} (URL ${index + 1})` : shown;
    names.add(name);
    return [{ name, url, args: own }];
  });
}

async function planned(
  snapshot: EnvironmentSnapshot,
  direction: Direction,
  target: string,
  one: One,
): Promise<Planned> {
  try {
    const { rows, session } = await beforeRun(one.url, runSettings(snapshot.envScript));
    await session?.close();
    const steps = planSteps(snapshot.revisions, direction, target, rows);
    const at = rows.length === 0 ? 'base' : rows.join(', ');
    const what = steps.map(({ revision }) => revision).join(', ');
    const text = steps.length === 0 ? `at ${at}, nothing to do` : `at ${at}, ${direction} of ${what}`;
    return { one, text, problem: undefined };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { one, text: error.message, problem: error };
  }
}

async function runOne(direction: Direction, one: One, context: CommandContext): Promise<CommandResult> {
  const own: CommandContext = { ...context, progress: (line) => context.progress(`${one.name}: ${line}`) };
  try {
    return await migrate(direction, one.args, own);
  } catch (error) {
    if (error instanceof CommandError) return failed(one, error);
    throw error;
  }
}

function failed({ name }: One, { code, message }: CommandError): CommandResult {
  return {
    exitCode: 1,
    text: `${message}\n`,
    json: { outcome: 'not-run', database: name, message, error: { code, message } },
  };
}

function notBegun(plan: Planned): Several<Planned, CommandResult> {
  return plan.problem === undefined
    ? { item: plan, skipped: 'another database cannot be run' }
    : { item: plan, result: failed(plan.one, plan.problem) };
}

function answer(results: ReadonlyArray<Several<Planned, CommandResult>>): CommandResult {
  const counts: SeveralCounts = {
    done: results.filter((each) => 'result' in each && each.result.exitCode === 0).length,
    failed: results.filter((each) => 'result' in each && each.result.exitCode !== 0).length,
    skipped: results.filter((each) => 'skipped' in each).length,
  };
  const message = severalSentence(counts);
  const lines = results.map((each) =>
    'result' in each
      ? `${each.item.one.name}: ${each.result.text.trimEnd()}`
      : `${each.item.one.name}: not begun: ${each.skipped}.`,
  );
  return {
    exitCode: counts.done === results.length ? 0 : 1,
    text: `${[...lines, message].join('\n')}\n`,
    json: {
      outcome: counts.done === results.length ? 'done' : 'failed',
      ...counts,
      message,
      databases: results.map((each) =>
        'result' in each
          ? each.result.json
          : { outcome: 'skipped', database: each.item.one.name, message: `Not begun: ${each.skipped}.` },
      ),
    },
  };
}
