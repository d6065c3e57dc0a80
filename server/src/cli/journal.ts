import { displayUrl } from '../core/config/database-url.ts';
import { RunJournal } from '../database/run-journal.ts';
import type { RunRecord } from '../protocol/run-messages.ts';
import type { CommandContext, CommandResult, OptionValue } from './command.ts';
import { chosenDatabase } from './database-options.ts';
import { journalFolder } from './journal-folder.ts';

/** Prints the last runs on a database from this machine; connects to nothing. */
export async function journal(
  limit: number,
  options: Readonly<Record<string, OptionValue | undefined>>,
  context: CommandContext,
): Promise<CommandResult> {
  const url = chosenDatabase(await context.loadEnvironment(), options, context);
  const database = displayUrl(url);
  const runs = await new RunJournal(journalFolder(context), database).read(limit);
  return {
    exitCode: 0,
    text: runs.length === 0 ? `No run on ${database} was made from here.\n` : runs.map(runText).join('\n'),
    json: { database, runs: runs.map(runJson) },
  };
}

function runText(run: RunRecord): string {
  const place = (rows: readonly string[]) => (rows.length === 0 ? 'base' : rows.join(', '));
  const engine = run.engine === 'builtin' ? '' : ` with ${run.engine}`;
  const lines = [
    `${run.startedAt}  ${run.direction} ${run.outcome}  ${place(run.from)} -> ${place(run.to)}  ${seconds(run.milliseconds)}  by ${run.user}${engine}`,
    ...run.steps.map(({ revision, milliseconds }) => `    ${revision}  ${seconds(milliseconds)}`),
    ...(run.backup === undefined ? [] : [`    Backup from before: ${run.backup}`]),
    ...(run.restore === undefined ? [] : [`    ${run.restore}`]),
    ...(run.outcome === 'done' || run.message === undefined ? [] : [`    ${run.message}`]),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(3)} s`;
}

function runJson({ startedAt, message, ...run }: RunRecord): unknown {
  return { started_at: startedAt, ...run, message: message ?? null };
}
