import type { ColumnObject } from './column-object.ts';
import type { ConstraintDefinition, IndexDefinition } from './table-definition.ts';

/** What a table takes in after it was made: a constraint or an index on its columns. */
export interface TablePart {
  readonly definition: ConstraintDefinition | IndexDefinition;
  joinTable(owner: PartOwner): void;
}

/** A table that takes parts in. */
export interface PartOwner {
  readonly name: string;
  readonly schema: string | null;
  takePart(part: TablePart): void;
}

/**
 * `Index('ix', table.c.x)`, `UniqueConstraint(table.c.x)`: the columns alone say whose part it is, now or as soon as the last of
 * them has its table. Columns given by name wait for nothing. Source: `ColumnCollectionMixin._check_attach`.
 */
export function joinTableOfColumns(
  part: TablePart,
  given: ReadonlyArray<ColumnObject | string | undefined>,
): void {
  const columns = given.filter((column) => typeof column === 'object' && column.definition !== undefined);
  const loose = (columns as ColumnObject[]).filter((column) => column.owner === undefined);
  const hasNames = given.some((column) => typeof column === 'string' || column?.definition === undefined);
  if (loose.length > 0 && !hasNames) {
    for (const column of loose) column.whenOwned(() => joinTableOfColumns(part, given));
    return;
  }
  const owners = new Set((columns as ColumnObject[]).flatMap((column) => column.owner ?? []));
  const [owner] = owners;
  if (owner !== undefined && owners.size === 1) {
    owner.takePart(part);
    part.joinTable(owner);
  }
}
