import { PythonRaise } from '../python/values.ts';
import { optionalFlag, sequenceItems } from '../sqlalchemy/argument-readers.ts';
import type { BoundArguments } from '../sqlalchemy/call-signature.ts';
import { quotedConstraintName } from '../sqlalchemy/constraint-name.ts';
import { quoteArgument, withoutQuote } from '../sqlalchemy/quoted-name.ts';
import { readName } from '../sqlalchemy/schema/constraint-objects.ts';
import { readIndexElement, readIndexOptions } from '../sqlalchemy/schema/index-object.ts';
import type { IndexDefinition, IndexElement } from '../sqlalchemy/schema/table-definition.ts';
import { unsupportedArgument } from '../sqlalchemy/unknown-argument.ts';
import type { Span } from '../text/span.ts';
import { one, type TableDirective, type TargetTable } from './directive.ts';

/** Directives about indexes. Source: `CreateIndexOp` and `DropIndexOp` in `alembic.operations.ops`. */
export const INDEX_DIRECTIVES: readonly TableDirective[] = [
  {
    signature:
      'create_index(index_name, table_name, columns, *, schema=None, unique=False, if_not_exists=None, quote=None, **kw)',
    batchSignature:
      'create_index(index_name, columns, *, unique=False, if_not_exists=None, quote=None, **kw)',
    build: (bound, table) => {
      const columns = bound.values.get('columns');
      if (columns === undefined) throw unsupportedArgument('the columns are missing', bound.span);
      const elements = sequenceItems(columns, 'columns').map((value) =>
        readIndexElement({ value, span: columns.span }),
      );
      refuseDuplicates(elements, table, columns.span);
      const unique = optionalFlag(bound, 'unique') ?? false;
      return one({
        kind: 'create-index',
        index: { ...index(bound, table), unique, elements },
        ifNotExists: optionalFlag(bound, 'if_not_exists') ?? false,
        span: bound.span,
      });
    },
  },
  {
    signature: 'drop_index(index_name, table_name=None, *, schema=None, if_exists=None, quote=None, **kw)',
    batchSignature: 'drop_index(index_name, *, if_exists=None, quote=None, **kw)',
    build: (bound, table) =>
      one({
        kind: 'drop-index',
        index: index(bound, table),
        ifExists: optionalFlag(bound, 'if_exists') ?? false,
        span: bound.span,
      }),
  },
];

/** Alembic makes a table of the columns that are given by name. */
function refuseDuplicates(elements: readonly IndexElement[], table: TargetTable, span: Span): void {
  const names = new Set<string>();
  for (const { expression } of elements) {
    if (expression.kind !== 'column' || expression.isLiteral || expression.table !== null) continue;
    const name = withoutQuote(expression.name);
    if (names.has(name)) {
      throw new PythonRaise(
        'DuplicateColumnError',
        `A column with name '${name}' is already present in table '${table.name}'. Specify replace_existing=True to Table.append_column() or Table.insert_column() to replace an existing column.`,
        span,
      );
    }
    names.add(name);
  }
}

/** Alembic gives an index that it drops a column of this name. */
const DUMMY_COLUMN = 'x';

function index(bound: BoundArguments, table: TargetTable): IndexDefinition {
  const keywords = new Map(bound.extraKeywords);
  keywords.delete('unique');
  keywords.delete('info');
  keywords.delete('quote');
  const dummy = {
    kind: 'column',
    name: DUMMY_COLUMN,
    table: null,
    isLiteral: false,
    type: { kind: 'null' },
  } as const;
  return {
    ...readIndexOptions(keywords),
    name: quotedConstraintName(readName(bound.values.get('index_name')), quoteArgument(bound)),
    tableName: table.name,
    schema: table.schema,
    unique: false,
    elements: [{ expression: dummy, key: DUMMY_COLUMN }],
  };
}
