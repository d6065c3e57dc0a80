import type { IdentityOptions } from '../sqlalchemy/expressions/statement.ts';
import type {
  ComputedDefinition,
  IdentityDefinition,
  ServerDefault,
  TableColumn,
} from '../sqlalchemy/schema/table-definition.ts';
import type { CompileContext } from './compile-context.ts';
import { CompileError } from './compile-error.ts';
import { writeExpression } from './expressions.ts';
import { quoteIdentifier } from './identifiers.ts';
import { quoteLiteral } from './literals.ts';
import { typeText } from './types.ts';

const SERIAL_TYPES = { INTEGER: 'SERIAL', SMALLINT: 'SMALLSERIAL', BIGINT: 'BIGSERIAL' } as const;
/** The first version that can compute a column when it is read. */
const VIRTUAL_COLUMNS = 18;

/** Name, type, default and NOT NULL of a column. Source: `PGDDLCompiler.get_column_specification`. */
export function columnSpecification(column: TableColumn, context: CompileContext): string {
  const identity = column.serverDefault?.kind === 'identity' ? column.serverDefault : undefined;
  let text = quoteIdentifier(column.name);
  if (isSerial(column, identity)) {
    text += ` ${column.type.kind === 'integer' ? SERIAL_TYPES[column.type.keyword] : 'SERIAL'}`;
  } else {
    const value = defaultText(column.serverDefault, context);
    text += ` ${typeText(column.type)}${value === null ? '' : ` DEFAULT ${value}`}`;
  }
  if (column.serverDefault?.kind === 'computed') text += ` ${computedText(column.serverDefault, context)}`;
  if (identity !== undefined) {
    text += ` ${identityText(identity)}`;
    return column.nullableGiven === true ? `${text} NULL` : text;
  }
  return column.nullable ? text : `${text} NOT NULL`;
}

function isSerial(column: TableColumn, identity: IdentityDefinition | undefined): boolean {
  if (!column.primaryKey || !column.isAutoincrement || identity !== undefined) return false;
  return column.sequence === null ? !column.hasClientDefault : column.sequence.optional;
}

/** What stands after DEFAULT; null where nothing does. Source: `get_column_default_string`. */
export function defaultText(serverDefault: ServerDefault | null, context: CompileContext): string | null {
  switch (serverDefault?.kind) {
    case 'string':
      return quoteLiteral(serverDefault.text);
    case 'expression':
      return writeExpression(serverDefault.expression, context.ddl);
    default:
      return null;
  }
}

function computedText(computed: ComputedDefinition, context: CompileContext): string {
  const text = `GENERATED ALWAYS AS (${writeExpression(computed.expression, context.ddl)})`;
  if (context.serverVersion === null || context.serverVersion >= VIRTUAL_COLUMNS) {
    if (computed.persisted === null) return text;
    return computed.persisted ? `${text} STORED` : `${text} VIRTUAL`;
  }
  if (computed.persisted === false) {
    throw new CompileError(
      "PostrgreSQL computed columns do not support 'virtual' persistence; set the 'persisted' flag to None or True for PostgreSQL support.",
    );
  }
  return `${text} STORED`;
}

export function identityText(identity: IdentityDefinition): string {
  const options = identityOptionsText(identity.options);
  const always = identity.always ? 'ALWAYS' : 'BY DEFAULT';
  return `GENERATED ${always} AS IDENTITY${options === '' ? '' : ` (${options})`}`;
}

/** Source: `DDLCompiler.get_identity_options`. */
export function identityOptionsText(options: IdentityOptions): string {
  const parts: string[] = [];
  if (options.increment !== null) parts.push(`INCREMENT BY ${options.increment}`);
  if (options.start !== null) parts.push(`START WITH ${options.start}`);
  if (options.minvalue !== null) parts.push(`MINVALUE ${options.minvalue}`);
  if (options.maxvalue !== null) parts.push(`MAXVALUE ${options.maxvalue}`);
  if (options.nominvalue !== null) parts.push('NO MINVALUE');
  if (options.nomaxvalue !== null) parts.push('NO MAXVALUE');
  if (options.cache !== null) parts.push(`CACHE ${options.cache}`);
  if (options.cycle !== null) parts.push(options.cycle ? 'CYCLE' : 'NO CYCLE');
  return parts.join(' ');
}
