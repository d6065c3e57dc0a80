import { quoteQualified } from '../postgresql/identifiers.ts';
import type { RevisionSql, Statement, StatementGuard, Unresolved } from '../postgresql/statement.ts';
import type { Span } from '../text/span.ts';
import type { RevisionStep } from './revision-step.ts';
import {
  createVersionTableSql,
  purgeVersionsSql,
  type VersionTable,
  versionChangeSql,
} from './version-table.ts';

/** A step with the SQL of its revision; a stamp has none. */
export interface ScriptStep {
  readonly step: RevisionStep;
  readonly sql: RevisionSql | undefined;
}

export interface ScriptSettings {
  readonly versionTable: VersionTable;
  readonly transactionPerMigration: boolean;
  /** What env.py executes before the migrations begin. */
  readonly statementsBefore: readonly string[];
  /** Rows of the version table that the script takes for granted. */
  readonly startingHeads: readonly string[];
  /** Whether a statement that runs only under a condition is preceded by a comment that names it. */
  readonly showsGuards: boolean;
  /** `stamp --purge`: every row goes before the first step. */
  readonly purge?: boolean;
}

/** A part of the script that comes from a line of a revision file. Lines are zero-based, the end exclusive. */
export interface ScriptPart {
  readonly kind: 'statement' | 'unresolved';
  readonly startLine: number;
  readonly endLine: number;
  readonly revision: string;
  readonly span: Span;
}

export interface OfflineScript {
  readonly text: string;
  readonly parts: readonly ScriptPart[];
}

/**
 * The script that `alembic upgrade --sql` prints for a plan: the same items in the same order, each followed by an empty line.
 * What is not known stands in it as a comment.
 * Source: `MigrationContext.run_migrations`, `begin_transaction` and `DefaultImpl.static_output` of Alembic.
 */
export function offlineScript(steps: readonly ScriptStep[], settings: ScriptSettings): OfflineScript {
  const script = new ScriptBuilder();
  for (const statement of settings.statementsBefore) script.statement(statement);
  const heads = new Set(settings.startingHeads);
  if (!settings.transactionPerMigration) script.statement('BEGIN');
  let purgeIsDue = settings.purge === true;
  if (purgeIsDue && steps.length === 0) script.statement(purgeVersionsSql(settings.versionTable));
  for (const { step, sql } of steps) {
    if (settings.transactionPerMigration) script.statement('BEGIN');
    if (purgeIsDue) script.statement(purgeVersionsSql(settings.versionTable));
    purgeIsDue = false;
    if (heads.size === 0) script.statement(createVersionTableSql(settings.versionTable));
    script.item(`-- Running ${stepDescription(step)}`);
    if (sql !== undefined) writeRevision(script, step.revision, sql, settings);
    for (const change of step.versionChanges) {
      script.statement(versionChangeSql(settings.versionTable, change));
      if (change.kind !== 'insert') heads.delete(change.kind === 'update' ? change.from : change.revision);
      if (change.kind !== 'delete') heads.add(change.kind === 'update' ? change.to : change.revision);
    }
    if (settings.transactionPerMigration) script.statement('COMMIT');
  }
  if (!settings.transactionPerMigration) script.statement('COMMIT');
  return script.finish();
}

/** Source: `MigrationStep.short_log`. */
function stepDescription(step: RevisionStep): string {
  const name = step.direction === 'stamp' ? 'stamp_revision' : step.direction;
  return `${name} ${step.from.join(', ')} -> ${step.to.join(', ')}`;
}

/** The text of one revision alone, without version table and transaction: for the preview of an open file. */
export function revisionScript(revision: string, sql: RevisionSql, showsGuards: boolean): OfflineScript {
  const script = new ScriptBuilder();
  writeRevision(script, revision, sql, { showsGuards });
  return script.finish();
}

function writeRevision(
  script: ScriptBuilder,
  revision: string,
  sql: RevisionSql,
  settings: Pick<ScriptSettings, 'showsGuards'>,
): void {
  const blocks = sql.autocommitBlocks ?? [];
  for (let index = 0; index <= sql.statements.length; index += 1) {
    for (const block of blocks) {
      if (block.end === index && block.start < index) script.statement('BEGIN');
    }
    for (const block of blocks) {
      if (block.start !== index) continue;
      script.statement('COMMIT');
      if (block.end === index) script.statement('BEGIN');
    }
    for (const unresolved of sql.unresolved) {
      if ((unresolved.statementsBefore ?? sql.statements.length) !== index) continue;
      script.part('unresolved', unresolvedComment(unresolved), revision, unresolved.span);
    }
    const statement = sql.statements[index];
    if (statement !== undefined) {
      script.part('statement', statementText(statement, settings.showsGuards), revision, statement.span);
    }
  }
}

function statementText(statement: Statement, showsGuards: boolean): string {
  const text = `${statement.sql.trim()};`;
  return statement.guard !== undefined && showsGuards ? `${guardComment(statement.guard)}\n${text}` : text;
}

function guardComment(guard: StatementGuard): string {
  const name = quoteQualified(guard.schema, guard.name);
  return guard.kind === 'type-absent'
    ? `-- Only where the type ${name} does not exist:`
    : `-- Only where the type ${name} exists:`;
}

function unresolvedComment(unresolved: Unresolved): string {
  const what = unresolved.raises === undefined ? 'Not known' : 'Stops here';
  const lines: string[] = [];
  let line = `-- ${what}:`;
  for (const word of unresolved.reason.split(/\s+/)) {
    if (line.length + word.length >= COMMENT_WIDTH && line.length > COMMENT_INDENT.length) {
      lines.push(line);
      line = COMMENT_INDENT;
    }
    line += ` ${word}`;
  }
  return [...lines, line].join('\n');
}

/** So that a reason can be read beside its file. */
const COMMENT_WIDTH = 72;
const COMMENT_INDENT = '--  ';

class ScriptBuilder {
  readonly #items: string[] = [];
  readonly #parts: ScriptPart[] = [];
  #line = 0;

  item(text: string): void {
    this.#items.push(`${text}\n\n`);
    this.#line += text.split('\n').length + 1;
  }

  statement(sql: string): void {
    this.item(`${sql.trim()};`);
  }

  part(kind: ScriptPart['kind'], text: string, revision: string, span: Span): void {
    const startLine = this.#line;
    this.item(text);
    this.#parts.push({ kind, startLine, endLine: this.#line - 1, revision, span });
  }

  finish(): OfflineScript {
    return { text: this.#items.join(''), parts: this.#parts };
  }
}
