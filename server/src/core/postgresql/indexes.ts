import type { ConstraintName } from '../sqlalchemy/constraint-name.ts';
import { grouped } from '../sqlalchemy/expressions/build.ts';
import type { Expression } from '../sqlalchemy/expressions/expression.ts';
import type { IndexDefinition } from '../sqlalchemy/schema/table-definition.ts';
import type { CompileContext } from './compile-context.ts';
import { CompileError } from './compile-error.ts';
import { constraintIdentifier } from './constraint-names.ts';
import { includeText } from './constraints.ts';
import { writeExpression } from './expressions.ts';
import { quoteIdentifier, quoteQualified } from './identifiers.ts';
import { INDEX_METHOD, keywordPhrase } from './keyword-phrase.ts';
import { conventionalName, namedIndex } from './naming.ts';

function indexName(index: IndexDefinition, context: CompileContext): ConstraintName {
  const name = conventionalName(namedIndex(index), context.namingConvention);
  if (name === null) throw new CompileError('', 'AssertionError');
  return name;
}

/** Source: `PGDDLCompiler.visit_create_index`. */
export function createIndexText(
  index: IndexDefinition,
  ifNotExists: boolean,
  context: CompileContext,
): string {
  const unique = index.unique ? 'UNIQUE ' : '';
  const concurrently = index.concurrently ? 'CONCURRENTLY ' : '';
  const guard = ifNotExists ? 'IF NOT EXISTS ' : '';
  const name = constraintIdentifier(indexName(index, context));
  const table = quoteQualified(index.schema, index.tableName);
  const using = index.using ? `USING ${keywordPhrase(index.using, INDEX_METHOD).toLowerCase()} ` : '';
  const elements = index.elements.map(({ expression, key }) => {
    const operatorClass = key === null ? undefined : index.ops.get(key);
    return `${elementText(expression, context)}${operatorClass === undefined ? '' : ` ${operatorClass}`}`;
  });
  return (
    `CREATE ${unique}INDEX ${concurrently}${guard}${name} ON ${table} ${using}(${elements.join(', ')})` +
    optionsText(index, context)
  );
}

function elementText(expression: Expression, context: CompileContext): string {
  return writeExpression(expression.kind === 'column' ? expression : grouped(expression, null), context.ddl);
}

function optionsText(index: IndexDefinition, context: CompileContext): string {
  const nulls =
    index.nullsNotDistinct === null ? '' : index.nullsNotDistinct ? ' NULLS NOT DISTINCT' : ' NULLS DISTINCT';
  const storage =
    index.storageParameters.length === 0 ? '' : ` WITH (${storageParametersText(index.storageParameters)})`;
  const tablespace = index.tablespace ? ` TABLESPACE ${quoteIdentifier(index.tablespace)}` : '';
  const where = index.where === null ? '' : ` WHERE ${writeExpression(index.where, context.ddl)}`;
  return `${includeText(index.include)}${nulls}${storage}${tablespace}${where}`;
}

export function storageParametersText(
  parameters: ReadonlyArray<readonly [name: string, value: string | null]>,
): string {
  return parameters.map(([name, value]) => (value === null ? name : `${name} = ${value}`)).join(', ');
}

/** Source: `PGDDLCompiler.visit_drop_index`. */
export function dropIndexText(index: IndexDefinition, ifExists: boolean, context: CompileContext): string {
  const concurrently = index.concurrently ? 'CONCURRENTLY ' : '';
  const guard = ifExists ? 'IF EXISTS ' : '';
  const name = constraintIdentifier(indexName(index, context));
  const schema = index.schema ? `${quoteIdentifier(index.schema)}.` : '';
  return `DROP INDEX ${concurrently}${guard}${schema}${name}`;
}
