import { MadeNames, type NameMakers } from '../python/made-names.ts';
import type { PythonModule, PythonValue } from '../python/values.ts';
import { givenArgument, textArgument } from '../sqlalchemy/argument-readers.ts';
import type { BoundArguments } from '../sqlalchemy/call-signature.ts';
import { ConstraintNameObject } from '../sqlalchemy/constraint-name.ts';
import { bindValue, toExpression } from '../sqlalchemy/expressions/coercion.ts';
import { ExpressionObject } from '../sqlalchemy/expressions/expression-object.ts';
import { nativeFunction } from '../sqlalchemy/native-class.ts';
import { toSqlType } from '../sqlalchemy/types/type-object.ts';
import { unsupportedArgument } from '../sqlalchemy/unknown-argument.ts';
import { batchAlterTable, TABLE_BOUND_DIRECTIVES } from './batch-operations.ts';
import { ConfigObject } from './config-object.ts';
import { ConnectionObject } from './connection-object.ts';
import { DirectiveFunction, type TableDirective, tableArgument } from './directive.ts';
import { EXECUTE_DIRECTIVES } from './execute-directives.ts';
import { MigrationContextObject, unknownOfContext } from './migration-context-object.ts';
import type { OperationRecorder } from './operation-recorder.ts';
import { PLUGIN_DIRECTIVES } from './plugin-directives.ts';
import type { ProjectKnowledge } from './project-knowledge.ts';
import { TABLE_DIRECTIVES } from './table-directives.ts';

/** `alembic.op` and `alembic.context`, bound to one recorder. */
export interface MigrationModules {
  readonly op: PythonModule;
  readonly context: PythonModule;
}

export function migrationModules(
  recorder: OperationRecorder,
  { mainOption }: ProjectKnowledge,
): MigrationModules {
  const connection = new ConnectionObject(recorder);
  const config = new ConfigObject(mainOption);
  const context = new MigrationContextObject(recorder, connection, config);
  const names = new MadeNames(OP_NAMES, { recorder, connection, context });
  const op: PythonModule = {
    kind: 'module',
    name: 'alembic.op',
    getAttribute: (name, span) =>
      names.get(name) ??
      (INTERNALS.has(name) ? unknownOfContext(name, span) : pluginOperation(name, recorder)),
  };
  return { op, context: contextModule({ context, connection, config }) };
}

/** What Alembic calls the table of an index that is dropped without one. */
export const NO_TABLE = 'no_table';

/** The operations of Alembic itself. */
export const DIRECTIVE_NAMES: readonly string[] = [
  ...[...TABLE_DIRECTIVES, ...EXECUTE_DIRECTIVES, ...TABLE_BOUND_DIRECTIVES].map(({ signature }) =>
    functionName(signature),
  ),
  'batch_alter_table',
  'get_bind',
  'get_context',
  'inline_literal',
];

/** Directives whose table stands under another name in the call. */
const TABLE_PARAMETERS: Readonly<Record<string, readonly [table: string, schema: string]>> = {
  create_foreign_key: ['source_table', 'source_schema'],
};

interface Migration {
  readonly recorder: OperationRecorder;
  readonly connection: ConnectionObject;
  readonly context: MigrationContextObject;
}

const OP_NAMES: NameMakers<Migration> = new Map<string, (migration: Migration) => PythonValue>([
  ...[...TABLE_DIRECTIVES, ...EXECUTE_DIRECTIVES, ...PLUGIN_DIRECTIVES].map(
    ({ signature, build }) =>
      [
        functionName(signature),
        ({ recorder }: Migration) => new DirectiveFunction(signature, build, recorder),
      ] as const,
  ),
  ...TABLE_BOUND_DIRECTIVES.map(
    (directive) =>
      [
        functionName(directive.signature),
        ({ recorder }: Migration) => tableDirective(directive, recorder),
      ] as const,
  ),
  ['batch_alter_table', ({ recorder, connection }) => batchAlterTable(recorder, connection)],
  ['get_bind', ({ connection }) => nativeFunction('get_bind()', () => connection)],
  ['get_context', ({ context }) => nativeFunction('get_context()', () => context)],
  ['migration_context', ({ context }) => context],
  ['f', () => nativeFunction('f(name)', (bound) => new ConstraintNameObject(textArgument(bound, 'name')))],
  ['inline_literal', () => nativeFunction('inline_literal(value, type_=None)', inlineLiteral)],
]);

function tableDirective(
  { signature, build }: TableDirective,
  recorder: OperationRecorder,
): DirectiveFunction {
  const name = functionName(signature);
  const [table, schema] = TABLE_PARAMETERS[name] ?? ['table_name', 'schema'];
  const target = (bound: BoundArguments) =>
    name === 'drop_index' ? indexTable(bound) : tableArgument(bound, table, schema);
  return new DirectiveFunction(signature, (bound) => build(bound, target(bound)), recorder);
}

function functionName(signature: string): string {
  return signature.slice(0, signature.indexOf('('));
}

/** `drop_index` may leave its table out; Alembic then makes one up. */
function indexTable(bound: BoundArguments): ReturnType<typeof tableArgument> {
  const table = givenArgument(bound, 'table_name');
  if (table !== undefined) return tableArgument(bound);
  const values = new Map(bound.values).set('table_name', {
    value: { kind: 'str', value: NO_TABLE },
    span: bound.span,
  });
  return tableArgument({ ...bound, values });
}

function inlineLiteral(bound: BoundArguments): PythonValue {
  const value = bound.values.get('value');
  if (value === undefined) throw unsupportedArgument('the value is missing', bound.span);
  const given = givenArgument(bound, 'type_');
  const type = given === undefined ? toExpression(value).type : toSqlType(given.value, given.span);
  return new ExpressionObject(bindValue(value.value, type, value.span));
}

/** Parts of Alembic's own machinery that `op` shows. */
const INTERNALS: ReadonlySet<string> = new Set(['impl', 'schema_obj', 'get_impl']);

/** A method that a plug-in adds to `op`: what it does is not known. */
function pluginOperation(name: string, recorder: OperationRecorder): PythonValue | undefined {
  if (name.startsWith('__')) return undefined;
  return new DirectiveFunction(
    `${name}(*args, **kw)`,
    (bound) => {
      recorder.unresolved(bound.span, {
        kind: 'third-party-code',
        message: `op.${name} comes from a plug-in, which only runs in Python`,
        name: `op.${name}`,
      });
      return { operations: [] };
    },
    recorder,
  );
}

interface ContextParts {
  readonly context: MigrationContextObject;
  readonly connection: ConnectionObject;
  readonly config: ConfigObject;
}

const CONTEXT_NAMES: NameMakers<ContextParts> = new Map<string, (parts: ContextParts) => PythonValue>([
  ['is_offline_mode', () => nativeFunction('is_offline_mode()', () => ({ kind: 'bool', value: false }))],
  ['get_context', ({ context }) => nativeFunction('get_context()', () => context)],
  ['get_bind', ({ connection }) => nativeFunction('get_bind()', () => connection)],
  ['config', ({ config }) => config],
]);

/** `from alembic import context`: the revision runs on a connection, so offline mode is off. */
function contextModule(parts: ContextParts): PythonModule {
  const names = new MadeNames(CONTEXT_NAMES, parts);
  return {
    kind: 'module',
    name: 'alembic.context',
    getAttribute: (name, span) => names.get(name) ?? unknownOfContext(name, span),
  };
}
