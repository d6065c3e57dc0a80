import type { ConstraintName } from '../sqlalchemy/constraint-name.ts';
import type {
  CheckDefinition,
  ConstraintDefinition,
  ConstraintTraits,
  ExcludeDefinition,
  ForeignKeyDefinition,
  PrimaryKeyDefinition,
  UniqueDefinition,
} from '../sqlalchemy/schema/table-definition.ts';
import type { CompileContext } from './compile-context.ts';
import { constraintIdentifier } from './constraint-names.ts';
import { writeExpression } from './expressions.ts';
import { quoteIdentifier, quoteQualified } from './identifiers.ts';
import { INDEX_METHOD, keywordPhrase, ON_DELETE } from './keyword-phrase.ts';
import { conventionalName, namedConstraint } from './naming.ts';

/** The table that a constraint stands in: a naming convention may ask for it. */
export interface ConstraintOwner {
  readonly name: string;
  readonly schema: string | null;
}

/** The constraint as CREATE TABLE and ADD write it. Source: the `visit_*_constraint` methods of `PGDDLCompiler`. */
export function constraintText(
  definition: ConstraintDefinition,
  owner: ConstraintOwner,
  context: CompileContext,
): string {
  if (definition.kind === 'unique' && definition.columns.length === 0) return '';
  const name = constraintName(definition, owner, context);
  const preamble = name === null ? '' : `CONSTRAINT ${constraintIdentifier(name)} `;
  return `${preamble}${constraintBody(definition, context)}`;
}

export function constraintName(
  definition: ConstraintDefinition,
  owner: ConstraintOwner,
  context: CompileContext,
): ConstraintName | null {
  return conventionalName(namedConstraint(definition, owner.name, owner.schema), context.namingConvention);
}

function constraintBody(definition: ConstraintDefinition, context: CompileContext): string {
  switch (definition.kind) {
    case 'primary-key':
      return primaryKeyText(definition);
    case 'unique':
      return uniqueText(definition);
    case 'check':
      return checkText(definition, context);
    case 'foreign-key':
      return foreignKeyText(definition);
    case 'exclude':
      return excludeText(definition, context);
  }
}

function columnList(columns: readonly string[]): string {
  return `(${columns.map(quoteIdentifier).join(', ')})`;
}

function primaryKeyText(definition: PrimaryKeyDefinition): string {
  return `PRIMARY KEY ${columnList(definition.columns)}${includeText(definition.include)}${deferrabilityText(definition)}`;
}

function uniqueText(definition: UniqueDefinition): string {
  const distinct =
    definition.nullsNotDistinct === null
      ? ''
      : definition.nullsNotDistinct
        ? 'NULLS NOT DISTINCT '
        : 'NULLS DISTINCT ';
  const columns = columnList([...new Set(definition.columns)]);
  return `UNIQUE ${distinct}${columns}${includeText(definition.include)}${deferrabilityText(definition)}`;
}

export function includeText(include: readonly string[]): string {
  return include.length === 0 ? '' : ` INCLUDE ${columnList(include)}`;
}

function checkText(definition: CheckDefinition, context: CompileContext): string {
  const condition = writeExpression(definition.condition, context.ddl);
  const validity = definition.notValid ? ' NOT VALID' : '';
  return `CHECK (${condition})${deferrabilityText(definition)}${validity}`;
}

function foreignKeyText(definition: ForeignKeyDefinition): string {
  const validity = definition.notValid ? ' NOT VALID' : '';
  return `FOREIGN KEY${columnList(definition.columns)} ${referencesText(definition)}${validity}`;
}

/** `REFERENCES t (a) ON DELETE ...`, also for a reference inside a column. */
export function referencesText(definition: ForeignKeyDefinition): string {
  const { target } = definition;
  const match = definition.match === null ? '' : ` MATCH ${keywordPhrase(definition.match)}`;
  const onDelete =
    definition.onDelete === null ? '' : ` ON DELETE ${keywordPhrase(definition.onDelete, ON_DELETE)}`;
  const onUpdate = definition.onUpdate === null ? '' : ` ON UPDATE ${keywordPhrase(definition.onUpdate)}`;
  const table = quoteQualified(target.schema, target.table);
  return `REFERENCES ${table} ${columnList(target.columns)}${match}${onDelete}${onUpdate}${deferrabilityText(definition)}`;
}

function deferrabilityText(traits: ConstraintTraits): string {
  const deferrable = traits.deferrable === null ? '' : traits.deferrable ? ' DEFERRABLE' : ' NOT DEFERRABLE';
  const initially = traits.initially === null ? '' : ` INITIALLY ${keywordPhrase(traits.initially)}`;
  return `${deferrable}${initially}`;
}

function excludeText(definition: ExcludeDefinition, context: CompileContext): string {
  const elements = definition.elements.map(({ expression, key, operator }) => {
    const operatorClass = key === null ? undefined : definition.ops.get(key);
    const suffix = operatorClass === undefined ? '' : ` ${operatorClass}`;
    return `${writeExpression(expression, context.ddl)}${suffix} WITH ${operator}`;
  });
  const method = keywordPhrase(definition.using, INDEX_METHOD).toLowerCase();
  const where = definition.where === null ? '' : ` WHERE (${writeExpression(definition.where, context.ddl)})`;
  return `EXCLUDE USING ${method} (${elements.join(', ')})${where}${deferrabilityText(definition)}`;
}
