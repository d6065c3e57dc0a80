import { interpretRevision, type RaisedPython } from '../python/interpret-revision.ts';
import { type PythonSource, parsePython } from '../python/parse-python.ts';
import type { PythonHost, PythonModule } from '../python/values.ts';
import { toKnownValues } from '../sqlalchemy/known-values.ts';
import { sqlalchemyModule } from '../sqlalchemy/modules.ts';
import { withoutQuote } from '../sqlalchemy/quoted-name.ts';
import type { Span } from '../text/span.ts';
import { impliedTruth } from './implied-truth.ts';
import { mayLeaveTransaction } from './leaves-transaction.ts';
import type { MigrateOperation } from './migrate-operation.ts';
import { migrationModules } from './op-module.ts';
import { OperationRecorder } from './operation-recorder.ts';
import { NO_KNOWLEDGE, type ProjectKnowledge } from './project-knowledge.ts';

/** What `upgrade()` or `downgrade()` of a revision file does. */
export interface RevisionOperations {
  /** In order of execution; parts that are not known stand among them as `unresolved`. */
  readonly operations: readonly MigrateOperation[];
  /** The Python exception that ends it, after the operations. */
  readonly raised: RaisedPython | undefined;
  /** False where the file has no such function: Alembic then does nothing. */
  readonly isDefined: boolean;
  /** Places of `try` statements that would hide a failure, and were followed as if nothing in them failed. */
  readonly succeeding: readonly Span[];
}

/**
 * Follows the Python of a revision file, which may be parsed already, and records what it would do. Never throws for what
 * the file contains.
 */
export function readOperations(
  source: string | PythonSource,
  direction: 'upgrade' | 'downgrade',
  knowledge: ProjectKnowledge = NO_KNOWLEDGE,
): RevisionOperations {
  const parsed = typeof source === 'string' ? parsePython(source) : source;
  const succeeding: Span[] = [];
  const read = follow(parsed, direction, knowledge, (place) => {
    succeeding.push(place);
    return true;
  });
  if (succeeding.length === 0) return read;
  // In PostgreSQL a failed statement fails all that follow in its transaction, so that no handler can go on after it.
  if (!read.operations.some(mayLeaveTransaction)) return { ...read, succeeding };
  return follow(parsed, direction, knowledge, () => false);
}

function follow(
  source: PythonSource,
  direction: 'upgrade' | 'downgrade',
  knowledge: ProjectKnowledge,
  endsWithFailure: (place: Span) => boolean,
): RevisionOperations {
  const recorder = new OperationRecorder();
  const host = { ...revisionHost(recorder, knowledge), endsWithFailure };
  const outcome = interpretRevision(source, direction, host);
  if (outcome.outcome === 'limit') {
    recorder.unresolved(outcome.span, { kind: 'limit', message: outcome.message });
  }
  return {
    operations: recorder.operations,
    raised: outcome.outcome === 'raised' ? raisedPython(outcome) : undefined,
    isDefined: outcome.outcome !== 'missing',
    succeeding: [],
  };
}

function raisedPython({ type, message, span, deliberate }: RaisedPython): RaisedPython {
  return { type, message: withoutQuote(message), span, deliberate };
}

function revisionHost(recorder: OperationRecorder, knowledge: ProjectKnowledge): PythonHost {
  const { op, context } = migrationModules(recorder, knowledge);
  const alembic: PythonModule = {
    kind: 'module',
    name: 'alembic',
    getAttribute: (name) => (name === 'op' ? op : name === 'context' ? context : undefined),
  };
  const migration: ReadonlyMap<string, PythonModule> = new Map([
    ['alembic', alembic],
    ['alembic.op', op],
    ['alembic.context', context],
  ]);
  return {
    resolveModule: (name) => migration.get(name) ?? sqlalchemyModule(name),
    findModule: knowledge.findModule,
    knownValues: knowledge.knownValues && toKnownValues(knowledge.knownValues),
    impliedTruth: knowledge.envScriptSource && impliedTruth(knowledge.envScriptSource),
    importing: (body) => recorder.ignoring(body),
    reportUnresolved: (span, reason) => {
      recorder.unresolved(span, reason);
    },
  };
}
