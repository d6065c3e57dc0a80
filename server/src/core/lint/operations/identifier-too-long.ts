import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { MigrateOperation } from '../../operations/migrate-operation.ts';
import type { ConstraintName } from '../../sqlalchemy/constraint-name.ts';
import type { TableDefinition } from '../../sqlalchemy/schema/table-definition.ts';
import type { Span } from '../../text/span.ts';
import { failuresOf } from '../failure-kinds.ts';
import type { BodyRule, Finding } from '../lint-rule.ts';
import { literalsOf } from '../python-calls.ts';
import type { RevisionBody } from '../revision-body.ts';

/** NAMEDATALEN - 1 of PostgreSQL. */
const MOST_BYTES = 63;

/**
 * A name that does not fit. SQLAlchemy refuses that of a constraint or index with more than 63 characters and shortens one
 * that `op.f()` or a convention made; PostgreSQL cuts off every other. Source: `IdentifierPreparer.truncate_and_render_*`.
 */
export const identifierTooLong: BodyRule = {
  id: 'identifier-too-long',
  severity: 'warning',
  scope: 'body',
  isPostgresqlOnly: true,
  check: (body) => [...refused(body), ...cutOff(body)],
};

const NAME = /^Identifier '(.*)' exceeds/s;

function refused(body: RevisionBody): readonly Finding[] {
  return failuresOf(body, 'identifier-too-long').map(({ message, span }) => {
    const name = NAME.exec(message)?.[1] ?? '';
    return {
      path: body.file.path,
      span: literalsOf(body.source, span, name)[0] ?? span,
      severity: 'error',
      message: `This name has ${Array.from(name).length} characters and SQLAlchemy allows 63, so the migration stops here (IdentifierError).`,
    };
  });
}

function cutOff(body: RevisionBody): readonly Finding[] {
  return body.functions.flatMap(({ operations }) =>
    operations.flatMap((operation) =>
      newNames(operation).flatMap((name): Finding[] => {
        const { length } = utf8ToBytes(name);
        if (length <= MOST_BYTES) return [];
        return [
          {
            path: body.file.path,
            span: placeOf(body, operation.span, name),
            message: `This name has ${length} bytes and PostgreSQL keeps 63, so the object gets another name than the one written here.`,
          },
        ];
      }),
    ),
  );
}

function placeOf(body: RevisionBody, span: Span, name: string): Span {
  return literalsOf(body.source, span, name)[0] ?? span;
}

/** Names that an operation gives and that PostgreSQL would have to keep as they are. */
function newNames(operation: MigrateOperation): readonly string[] {
  switch (operation.kind) {
    case 'create-table':
      return [
        operation.table.name,
        ...operation.table.columns.map(({ name }) => name),
        ...namesOfParts(operation.table),
      ];
    case 'add-column':
      return [operation.column.name, ...namesOfParts(operation.table)];
    case 'rename-table':
      return [operation.newTableName];
    case 'alter-column':
      return operation.newColumnName === null ? [] : [operation.newColumnName];
    case 'create-type':
      return operation.type.name === null ? [] : [operation.type.name];
    case 'create-index':
      return keptName(operation.index.name);
    case 'add-constraint':
      return keptName(operation.constraint.name);
    default:
      return [];
  }
}

function namesOfParts({ constraints, indexes, primaryKey }: TableDefinition): readonly string[] {
  return [primaryKey, ...constraints, ...indexes].flatMap((part) => keptName(part?.name ?? null));
}

/** SQLAlchemy counts characters, so that what it lets pass may still have too many bytes. */
function keptName(name: ConstraintName | null): readonly string[] {
  return name !== null && Array.from(name.text).length <= MOST_BYTES ? [name.text] : [];
}
