import type { MigrateOperation } from '../operations/migrate-operation.ts';
import { noting, type ProjectKnowledge } from '../operations/project-knowledge.ts';
import { type RevisionOperations, readOperations } from '../operations/read-operations.ts';
import { runState } from '../plan/revision-compiler.ts';
import { sqlOfOperations } from '../plan/revision-sql.ts';
import type { RunSettings } from '../plan/run-settings.ts';
import type { RevisionSql } from '../postgresql/statement.ts';
import { type PythonSource, parsePython } from '../python/parse-python.ts';
import type { ProjectModule } from '../python/project-module.ts';
import type { RevisionFile } from '../snapshot/environment-snapshot.ts';
import { withoutQuotes } from '../sqlalchemy/quoted-name.ts';
import type { Span } from '../text/span.ts';
import { isFailureCaught } from './caught-failures.ts';
import { type Dialect, importsAnotherDialect } from './dialect.ts';
import type { SqlParser } from './sql-parser.ts';

/** `upgrade()` or `downgrade()` of a revision, followed from start to end. */
export interface BodyFunction {
  readonly direction: 'upgrade' | 'downgrade';
  readonly operations: readonly MigrateOperation[];
  readonly raised: RevisionOperations['raised'];
  readonly sql: RevisionSql;
}

/** An exception that Python, SQLAlchemy or Alembic raises although nobody meant it, and that ends the function. */
export interface BodyFailure {
  readonly type: string;
  readonly message: string;
  readonly span: Span;
}

/** What reading the bodies of revisions takes besides their files. */
export interface BodySettings {
  readonly namingConvention: RunSettings['namingConvention'];
  readonly knowledge: ProjectKnowledge;
  /** The kind of database that env.py and the configuration name. */
  readonly dialect: Dialect;
  /** Undefined where SQL is not checked. */
  readonly parseSql: SqlParser | undefined;
  /** Whether a file of the chain other than this one names something. */
  readonly isNamedElsewhere: (file: RevisionFile, name: string) => boolean;
}

/** What the rules about operations read: both functions of one file, followed once. */
export class RevisionBody {
  readonly file: RevisionFile;
  readonly source: PythonSource;
  readonly functions: readonly BodyFunction[];
  readonly parseSql: SqlParser | undefined;
  /** Nothing says that the revision is for a database of another kind. */
  readonly isForPostgresql: boolean;
  /** The project's modules that the file imports. */
  readonly modules = new Set<ProjectModule>();
  readonly #settings: BodySettings;
  #hasAskedChain = false;

  constructor(file: RevisionFile, settings: BodySettings) {
    this.file = file;
    this.source = parsePython(file.text);
    this.parseSql = settings.parseSql;
    this.isForPostgresql =
      settings.dialect === 'postgresql' ||
      (settings.dialect === 'unknown' && !importsAnotherDialect(file.text));
    this.#settings = settings;
    const knowledge = noting(settings.knowledge, this.modules);
    this.functions = (['upgrade', 'downgrade'] as const).flatMap((direction) => {
      const read = readOperations(this.source, direction, knowledge);
      if (!read.isDefined && read.raised === undefined) return [];
      const sql = sqlOfOperations(read, direction, runState(settings.namingConvention, null));
      return [{ direction, operations: withoutQuotes(read.operations), raised: read.raised, sql }];
    });
  }

  /** True once a rule's finding depended on other files of the chain. */
  get hasAskedChain(): boolean {
    return this.#hasAskedChain;
  }

  isNamedElsewhere(name: string): boolean {
    this.#hasAskedChain = true;
    return this.#settings.isNamedElsewhere(this.file, name);
  }

  /** What ends a function although the file does not raise it on purpose. */
  failures(): readonly BodyFailure[] {
    return this.functions.flatMap(({ raised, sql }) => {
      if (raised !== undefined) return raised.deliberate ? [] : [raised];
      // What PostgreSQL's compiler refuses, another one may take.
      if (!this.isForPostgresql) return [];
      return sql.unresolved.flatMap(({ raises, span }) =>
        raises === undefined || isFailureCaught(this.source, span) ? [] : [{ ...raises, span }],
      );
    });
  }
}
