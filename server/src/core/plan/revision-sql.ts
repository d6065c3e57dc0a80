import { NO_KNOWLEDGE, noting, type ProjectKnowledge } from '../operations/project-knowledge.ts';
import { type RevisionOperations, readOperations } from '../operations/read-operations.ts';
import { compileOperations, type RunState } from '../postgresql/compile-operations.ts';
import type { RevisionSql, Unresolved } from '../postgresql/statement.ts';
import { HIDDEN_FAILURE } from '../python/interpreter/execute-try.ts';
import type { ProjectModule } from '../python/project-module.ts';
import type { Span } from '../text/span.ts';

/**
 * The SQL of one revision's `upgrade()` or `downgrade()`: what the preview shows, the script holds and the runner executes.
 * `state` is shared by the revisions of one run, in their order; a preview of one file takes a fresh one.
 */
export function revisionSql(
  source: string,
  direction: 'upgrade' | 'downgrade',
  state: RunState,
  knowledge: ProjectKnowledge = NO_KNOWLEDGE,
): RevisionSql {
  return sqlOfReading(readRevision(source, direction, knowledge), direction, state);
}

/** What was read of one function of a revision file, and the modules of the project that were asked for it. */
export interface RevisionReading {
  readonly operations: RevisionOperations;
  readonly modules: readonly ProjectModule[];
}

export function readRevision(
  source: string,
  direction: 'upgrade' | 'downgrade',
  knowledge: ProjectKnowledge,
): RevisionReading {
  const modules = new Set<ProjectModule>();
  const operations = readOperations(source, direction, noting(knowledge, modules));
  return { operations, modules: [...modules] };
}

/** The SQL of a reading; `state` as for `revisionSql`. */
export function sqlOfReading(
  { operations, modules }: RevisionReading,
  direction: 'upgrade' | 'downgrade',
  state: RunState,
): RevisionSql {
  const sql = sqlOfOperations(operations, direction, state);
  return modules.length === 0 ? sql : { ...sql, modules };
}

/** The SQL of what was read of a revision; `state` as for `revisionSql`. */
export function sqlOfOperations(
  { operations, raised, isDefined, succeeding }: RevisionOperations,
  direction: 'upgrade' | 'downgrade',
  state: RunState,
): RevisionSql {
  const sql = withHiddenRaise(compileOperations(operations, state), succeeding);
  const ended = sql.unresolved.some((unresolved) => unresolved.raises !== undefined);
  if (ended) return sql;
  const place = { statementsBefore: sql.statements.length };
  if (raised !== undefined) {
    const { span, type, message } = raised;
    const reason = `raises ${type}${message === '' ? '' : `: ${message}`}`;
    return { ...sql, unresolved: [...sql.unresolved, { span, reason, raises: { type, message }, ...place }] };
  }
  if (!isDefined) {
    const reason = `this file has no ${direction}()`;
    return { ...sql, unresolved: [...sql.unresolved, { span: { start: 0, end: 0 }, reason, ...place }] };
  }
  return sql;
}

/** What SQLAlchemy refuses inside a `try` that goes on never reaches the database; what follows then is not known. */
function withHiddenRaise(sql: RevisionSql, succeeding: readonly Span[]): RevisionSql {
  const hides = ({ raises, span }: Unresolved) =>
    raises !== undefined && succeeding.some((place) => place.start <= span.start && span.end <= place.end);
  if (!sql.unresolved.some(hides)) return sql;
  const unresolved = sql.unresolved.map((each) => {
    if (!hides(each)) return each;
    const { raises: _, ...place } = each;
    return { ...place, reason: HIDDEN_FAILURE };
  });
  return { ...sql, unresolved };
}
