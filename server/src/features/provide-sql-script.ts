import type { CompiledStep } from '../core/plan/compiled-step.ts';
import { type PlanOrigin, planScript, previewableText } from '../core/plan/plan-script.ts';
import { withoutRuntimeValues } from '../core/plan/without-runtime-values.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import { lineIndexOf } from '../core/snapshot/file-range.ts';
import type { SqlScriptAnswer } from '../protocol/preview-messages.ts';

/** What a script is made from, as its head says. */
export interface ScriptOrigin extends PlanOrigin {
  /** e.g. "upgrade base → 3f2a". */
  readonly title: string;
  /** The name of the environment, its configuration file and section. */
  readonly environment: string;
  /** The major version of PostgreSQL that it was read for, and why that one. */
  readonly version: string;
}

/** A script for somebody who runs it by hand: on top what it was made from, and whether anything is missing in it. */
export function provideSqlScript(
  snapshot: EnvironmentSnapshot,
  steps: readonly CompiledStep[],
  origin: ScriptOrigin,
): SqlScriptAnswer {
  const { title, heads, settings } = origin;
  const compiled = steps.map((step) => ({ ...step, sql: withoutRuntimeValues(step.sql) }));
  const open = compiled.flatMap((step) => openPlaces(snapshot, step));
  const ids = compiled.map(({ step }) => step.revision);
  const lines = [
    title,
    `Environment:   ${origin.environment}`,
    `Version table: ${settings.versionTable.name} with ${heads.length === 0 ? 'no row' : heads.join(', ')}; run it on no other state.`,
    `Revisions:     ${ids.length === 0 ? 'none' : `${ids.length}, ${ids.join(', ')}`}`,
    `PostgreSQL:    ${origin.version}`,
    'Run it with:   psql --set ON_ERROR_STOP=1 --file <this file> <database>',
    ...(ids.length === 0 && !origin.purge ? ['', 'Nothing to run.'] : []),
    ...(open.length === 0
      ? []
      : ['', `NOT COMPLETE: ${previewableText(compiled)}`, 'These places are comments below:', ...open]),
    ...settings.unknowns.map((unknown) => `NOT CERTAIN: ${unknown}`),
  ];
  const head = wrapped(lines).map((line) => `-- ${line}`.trimEnd());
  const body = compiled.length === 0 && !origin.purge ? '' : planScript(compiled, origin).text;
  return {
    text: `${head.join('\n')}\n\n${body}`,
    fileName: `${title.replace(/[^\w.-]+/g, '_').replace(/^_+|_+$/g, '')}.sql`,
    unresolvedCount: open.length,
  };
}

/** "3f2a versions/3f2a_add.py:12: the rows …" of everything that is not known in a step. */
function openPlaces(snapshot: EnvironmentSnapshot, { step, file, sql }: CompiledStep): readonly string[] {
  return sql.unresolved.map(({ span, reason }) => {
    const name = file === undefined ? '' : file.path.slice(commonFolder(snapshot).length);
    const line = file === undefined ? '' : `:${lineIndexOf(file).position(span.start).line + 1}`;
    return `  ${step.revision} ${name}${line}: ${reason.replace(/\s+/g, ' ')}`;
  });
}

/** The folder of the configuration, which every path is shown from. */
function commonFolder({ config, files }: EnvironmentSnapshot): string {
  const folder = config.configPath.replaceAll('\\', '/').replace(/[^/]*$/, '');
  return [...files.keys()].every((path) => path.startsWith(folder)) ? folder : '';
}

const WIDTH = 110;

/** Long lines broken between words, what follows set in. */
function wrapped(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => {
    const broken: string[] = [];
    let rest = line;
    while (rest.length > WIDTH) {
      const at = rest.lastIndexOf(' ', WIDTH);
      if (at <= 16) break;
      broken.push(rest.slice(0, at));
      rest = `${' '.repeat(15)}${rest.slice(at + 1)}`;
    }
    return [...broken, rest];
  });
}
