import type { MigrateOperation } from '../../operations/migrate-operation.ts';
import type { EnumType, SqlType } from '../../sqlalchemy/types/sql-type.ts';
import type { Span } from '../../text/span.ts';
import type { BodyRule, Finding } from '../lint-rule.ts';
import type { ProblemFix } from '../problem.ts';
import { callsIn } from '../python-calls.ts';
import type { BodyFunction, RevisionBody } from '../revision-body.ts';

/**
 * A column of an enum type that nothing creates: `create_table` creates its types, `add_column` and `alter_column` do not,
 * and `create_type=False` leaves it to others. Source: `NamedType._on_table_create`.
 */
export const enumNeverCreated: BodyRule = {
  id: 'enum-never-created',
  severity: 'warning',
  scope: 'body',
  isPostgresqlOnly: true,
  check: (body) =>
    body.functions
      .filter(({ direction }) => direction === 'upgrade')
      .flatMap((upgrade) => findings(body, upgrade)),
};

function findings(body: RevisionBody, { operations }: BodyFunction): readonly Finding[] {
  const created = new Set<string>();
  const found: Finding[] = [];
  for (const operation of operations) {
    // What is not read may create any type, and so may SQL.
    if (operation.kind === 'unresolved' || operation.kind === 'execute') return found;
    for (const type of createdBy(operation)) created.add(nameOf(type));
    for (const type of usedBy(operation)) {
      if (type.name === null || created.has(nameOf(type)) || body.isNamedElsewhere(type.name)) continue;
      created.add(nameOf(type));
      found.push({
        path: body.file.path,
        span: placeOf(body, operation.span, type),
        message: `No revision creates the type "${type.name}", so PostgreSQL refuses the column unless the type is in the database already.`,
        fixes: () => creation(body, operation.span, type),
      });
    }
  }
  return found;
}

function nameOf({ schema, name }: EnumType): string {
  return JSON.stringify([schema, name]);
}

function createdBy(operation: MigrateOperation): readonly EnumType[] {
  if (operation.kind === 'create-type') return enumsOf(operation.type);
  if (operation.kind !== 'create-table') return [];
  return operation.table.columns.flatMap(({ type }) => enumsOf(type)).filter(({ createType }) => createType);
}

function usedBy(operation: MigrateOperation): readonly EnumType[] {
  switch (operation.kind) {
    case 'create-table':
      return operation.table.columns.flatMap(({ type }) => enumsOf(type));
    case 'add-column':
      return enumsOf(operation.column.type);
    case 'alter-column':
      return operation.type === null ? [] : enumsOf(operation.type);
    default:
      return [];
  }
}

function enumsOf(type: SqlType): readonly EnumType[] {
  if (type.kind === 'array') return enumsOf(type.item);
  return type.kind === 'enum' && type.native ? [type] : [];
}

/** The call that makes the type; the operation where it is made elsewhere. */
function placeOf(body: RevisionBody, operation: Span, type: EnumType): Span {
  return typeCall(body, operation, type) ?? operation;
}

function typeCall(body: RevisionBody, operation: Span, type: EnumType): Span | undefined {
  const names = (text: string): boolean => text.includes(type.name ?? '');
  const call = callsIn(body.source, operation).find(
    ({ callee, start, end }) =>
      /(?:^|\.)(?:ENUM|Enum|PgEnum)$/.test(body.file.text.slice(callee.start, callee.end)) &&
      names(body.file.text.slice(start, end)),
  );
  return call && { start: call.start, end: call.end };
}

/** The statement that creates the type, in front of the operation. */
function creation(body: RevisionBody, operation: Span, type: EnumType): readonly ProblemFix[] {
  const { path, text } = body.file;
  const call = typeCall(body, operation, type);
  const lineStart = text.lastIndexOf('\n', operation.start - 1) + 1;
  const indent = text.slice(lineStart, operation.start);
  if (call === undefined || indent.trim() !== '') return [];
  const statement = `${text.slice(call.start, call.end)}.create(op.get_bind(), checkfirst=True)\n${indent}`;
  return [
    {
      title: `Create the type "${type.name}" first`,
      isPreferred: true,
      edits: [{ path, span: { start: operation.start, end: operation.start }, newText: statement }],
      renames: [],
    },
  ];
}
