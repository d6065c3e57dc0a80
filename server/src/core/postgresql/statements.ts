import type { PythonValue } from '../python/values.ts';
import type {
  DataStatement,
  DdlElement,
  ExecutableStatement,
  SelectStatement,
} from '../sqlalchemy/expressions/statement.ts';
import { identityOptionsText } from './columns.ts';
import { writeDelete, writeInsert, writeUpdate } from './data-statements.ts';
import { writeText } from './expressions.ts';
import { quoteIdentifier, quoteQualified } from './identifiers.ts';
import { columnText, writeSelect } from './select.ts';
import { typeText } from './types.ts';
import { AnonymousNames, type WritingContext } from './writing-context.ts';

const JSONB_SUBSCRIPTS = 14;

/** The place of an expression that is written for itself; `where` is DDL or a statement that runs. */
export function writingContext(
  where: 'ddl' | 'statement',
  serverVersion: number | null,
  parameters: ReadonlyMap<string, PythonValue> = new Map(),
): WritingContext {
  return {
    includeTable: where === 'statement',
    unboundParameter: where === 'ddl' ? 'null' : 'refuse',
    parameters,
    anonymous: new AnonymousNames(),
    jsonbSubscripts: serverVersion === null || serverVersion >= JSONB_SUBSCRIPTS,
    inOperator: false,
    isInsideOperator: false,
    inSource: false,
    enclosingFrom: [],
    ctes: new Map(),
    writeSelect,
  };
}

function writeQuery(statement: SelectStatement | DataStatement, context: WritingContext): string {
  switch (statement.kind) {
    case 'select':
    case 'compound':
      return writeSelect(statement, context);
    case 'insert':
      return writeInsert(statement, context);
    case 'update':
      return writeUpdate(statement, context);
    case 'delete':
      return writeDelete(statement, context);
  }
}

/** A statement given to `execute()` as SQL text. */
export function statementText(
  statement: Exclude<ExecutableStatement, DdlElement>,
  serverVersion: number | null,
  parameters: ReadonlyMap<string, PythonValue>,
): string {
  const context = writingContext('statement', serverVersion, parameters);
  switch (statement.kind) {
    case 'text-statement':
      return writeText(statement.text, context);
    case 'literal-statement':
      return statement.sql;
    case 'function-statement':
      return `SELECT ${columnText(statement.expression, context)}`;
    case 'create-schema':
      return `CREATE SCHEMA ${statement.ifNotExists ? 'IF NOT EXISTS ' : ''}${quoteIdentifier(statement.name)}`;
    case 'drop-schema':
      return `DROP SCHEMA ${statement.ifExists ? 'IF EXISTS ' : ''}${quoteIdentifier(statement.name)}${statement.cascade ? ' CASCADE' : ''}`;
    case 'create-sequence': {
      const { sequence } = statement;
      const options = identityOptionsText(sequence.options);
      return (
        `CREATE SEQUENCE ${statement.ifNotExists ? 'IF NOT EXISTS ' : ''}${quoteQualified(sequence.schema, sequence.name)}` +
        `${sequence.dataType === null ? '' : ` AS ${typeText(sequence.dataType)}`}${options === '' ? '' : ` ${options}`}`
      );
    }
    case 'drop-sequence':
      return `DROP SEQUENCE ${statement.ifExists ? 'IF EXISTS ' : ''}${quoteQualified(statement.sequence.schema, statement.sequence.name)}`;
    case 'select':
    case 'compound':
    case 'insert':
    case 'update':
    case 'delete': {
      const text = writeQuery(statement, context);
      return context.ctes.size === 0 ? text : `WITH ${[...context.ctes.values()].join(', \n')}\n ${text}`;
    }
  }
}
