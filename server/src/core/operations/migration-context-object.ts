import type { PythonNative, PythonValue } from '../python/values.ts';
import { nativeFunction } from '../sqlalchemy/native-class.ts';
import type { Span } from '../text/span.ts';
import type { ConfigObject } from './config-object.ts';
import type { ConnectionObject } from './connection-object.ts';
import { DIALECT } from './dialect-object.ts';
import { DirectiveFunction } from './directive.ts';
import { EXECUTE_DIRECTIVES } from './execute-directives.ts';
import type { OperationRecorder } from './operation-recorder.ts';

/** `op.get_context()`. Source: `alembic.runtime.migration.MigrationContext`. */
export class MigrationContextObject implements PythonNative {
  readonly kind = 'native';
  readonly typeName = 'alembic.runtime.migration.MigrationContext';
  readonly #recorder: OperationRecorder;
  readonly #connection: ConnectionObject;
  readonly #config: ConfigObject;

  constructor(recorder: OperationRecorder, connection: ConnectionObject, config: ConfigObject) {
    this.#config = config;
    this.#recorder = recorder;
    this.#connection = connection;
  }

  getAttribute(name: string, span: Span): PythonValue | undefined {
    switch (name) {
      case 'autocommit_block':
        return nativeFunction('autocommit_block()', () => this.#autocommitBlock());
      case 'begin_transaction':
        return nativeFunction('begin_transaction(_per_migration=False)', () => NO_BLOCK);
      case 'bind':
      case 'connection':
        return this.#connection;
      case 'config':
        return this.#config;
      case 'dialect':
        return DIALECT;
      case 'as_sql':
        return { kind: 'bool', value: false };
      case 'execute': {
        const [execute] = EXECUTE_DIRECTIVES;
        return (
          execute && new DirectiveFunction(execute.signature, (bound) => execute.build(bound), this.#recorder)
        );
      }
      default:
        return unknownOfContext(name, span);
    }
  }

  #autocommitBlock(): PythonNative {
    const recorder = this.#recorder;
    return {
      kind: 'native',
      typeName: 'contextlib._GeneratorContextManager',
      enter: (span) => {
        recorder.record({ kind: 'autocommit-begin', span });
        return { kind: 'none' };
      },
      exit: (span) => {
        recorder.record({ kind: 'autocommit-end', span });
      },
    };
  }
}

/** What only tells about the environment; anything else may run SQL when it is called. */
const READ_ONLY: ReadonlySet<string> = new Set([
  'environment_context',
  'get_current_heads',
  'get_current_revision',
  'get_head_revision',
  'get_head_revisions',
  'get_revision_argument',
  'get_starting_revision_argument',
  'get_tag_argument',
  'get_x_argument',
  'is_transactional_ddl',
  'opts',
  'script',
  'version_table',
  'version_table_schema',
]);

/** An attribute of `context` or of the migration context that depends on the run. */
export function unknownOfContext(name: string, span: Span): PythonValue {
  return {
    kind: 'unknown',
    span,
    reason: { kind: 'environment', message: `${name} of the migration's context is known only when it runs` },
    ...(READ_ONLY.has(name) ? {} : { touchesDatabase: true }),
  };
}

/** A context manager that changes nothing: the migration already runs in a transaction. */
const NO_BLOCK: PythonNative = {
  kind: 'native',
  typeName: 'contextlib.nullcontext',
  enter: () => ({ kind: 'none' }),
  exit: () => undefined,
};
