import type { StatementHints } from '../statement.ts';
import { addColumnUses } from './add-column-uses.ts';
import { alterColumnUses } from './alter-column-uses.ts';
import { addConstraintUses, dropConstraintUses, validateConstraintUses } from './constraint-uses.ts';
import type { FormUse } from './form-use.ts';
import type { EffectForm } from './measured-effects.ts';
import type { SchemaFacts } from './schema-facts.ts';
import { SqlReader } from './sql-reader.ts';
import { splitAtTopLevel } from './sql-tokens.ts';

const CONSTRAINT_STARTS = ['constraint', 'check', 'unique', 'primary', 'foreign', 'exclude', 'not'];

/** Storage parameters whose change takes SHARE UPDATE EXCLUSIVE. Source: `relOptions` of reloptions.c. */
const WEAK_PARAMETERS =
  /^(?:(?:toast\.)?(?:autovacuum_\w+|vacuum_\w+|log_autovacuum_\w+)|fillfactor|toast_tuple_target|parallel_workers)$/;

/** What each action of an `ALTER TABLE` does, from behind these words; undefined where one is not known. */
export function alterTableUses(
  reader: SqlReader,
  facts: SchemaFacts,
  hints: StatementHints,
): readonly FormUse[] | undefined {
  reader.take('if', 'exists');
  reader.take('only');
  const table = reader.name();
  if (table === undefined) return undefined;
  reader.take('*');
  const uses: FormUse[] = [];
  for (const action of splitAtTopLevel(reader.rest, ',')) {
    const known = actionUses(new SqlReader(action), table, facts, hints);
    if (known === undefined) return undefined;
    uses.push(...known);
  }
  return uses;
}

function actionUses(
  reader: SqlReader,
  table: string,
  facts: SchemaFacts,
  hints: StatementHints,
): readonly FormUse[] | undefined {
  if (reader.take('add')) {
    if (CONSTRAINT_STARTS.some((word) => reader.sees(word))) return addConstraintUses(reader, table, facts);
    reader.take('column');
    reader.take('if', 'not', 'exists');
    return addColumnUses(reader, table, facts);
  }
  if (reader.take('drop', 'constraint')) return dropConstraintUses(reader, table, facts, hints);
  if (reader.take('validate', 'constraint')) return validateConstraintUses(reader, table, facts);
  if (reader.take('alter', 'constraint')) return alterConstraintUses(reader, table, facts);
  if (reader.take('drop')) {
    reader.take('column');
    reader.take('if', 'exists');
    return dropColumnUses(reader, table, facts);
  }
  if (reader.take('alter')) {
    reader.take('column');
    return alterColumnUses(reader, table, facts, hints);
  }
  return partitionUses(reader, table) ?? tableUses(reader, table);
}

function alterConstraintUses(reader: SqlReader, table: string, facts: SchemaFacts): readonly FormUse[] {
  const name = reader.identifier();
  const on = { table: [table] };
  if (reader.take('enforced')) return [{ form: 'alter-constraint-enforced', on }];
  if (!reader.take('not', 'enforced')) return [{ form: 'alter-constraint', on }];
  const constraint = facts.table(table)?.constraints.find((one) => one.name === name);
  return [{ form: 'alter-constraint-not-enforced', on: { ...on, referenced: [constraint?.references] } }];
}

/** A foreign key goes with its column, and takes the table that it leads to along. */
function dropColumnUses(
  reader: SqlReader,
  table: string,
  facts: SchemaFacts,
): readonly FormUse[] | undefined {
  const column = reader.identifier();
  if (column === undefined) return undefined;
  const on = { table: [table] };
  const known = facts.table(table);
  const referenced = (known?.constraints ?? [])
    .filter(({ columns }) => columns.includes(column))
    .map(({ references }) => references)
    .filter((name) => name !== undefined);
  if (referenced.length > 0) return [{ form: 'drop-column-foreign-key', on: { ...on, referenced } }];
  if (known?.isComplete === true) return [{ form: 'drop-column', on }];
  const note = 'A foreign key of the column goes with it, under the same lock on the table that it leads to.';
  return [{ form: 'drop-column', on, note }];
}

function partitionUses(reader: SqlReader, table: string): readonly FormUse[] | undefined {
  if (reader.take('attach', 'partition')) {
    return [{ form: 'attach-partition', on: { table: [table], partition: [reader.name()] } }];
  }
  if (reader.take('detach', 'partition')) {
    const partition = [reader.name()];
    const form = reader.take('concurrently') ? 'detach-concurrently' : 'detach-partition';
    return [{ form, on: { table: [table], partition } }];
  }
  if (reader.take('inherit') || reader.take('no', 'inherit')) {
    return [{ form: 'inherit', on: { table: [table], source: [reader.name()] } }];
  }
  return undefined;
}

/** Actions on a table as a whole: the words that they begin with, and their form. */
const TABLE_ACTIONS: ReadonlyArray<readonly [words: readonly string[], form: EffectForm]> = [
  [['rename'], 'rename'],
  [['set', 'schema'], 'set-schema'],
  [['owner', 'to'], 'owner-to'],
  [['set', 'logged'], 'set-logged'],
  [['set', 'unlogged'], 'set-logged'],
  [['set', 'access', 'method'], 'set-access-method'],
  [['set', 'without', 'oids'], 'row-security'],
  [['set', 'without', 'cluster'], 'cluster-on'],
  [['cluster', 'on'], 'cluster-on'],
  [['replica', 'identity'], 'replica-identity'],
  [['force'], 'row-security'],
  [['no', 'force'], 'row-security'],
];

function tableUses(reader: SqlReader, table: string): readonly FormUse[] | undefined {
  const on = { table: [table] };
  const found = TABLE_ACTIONS.find(([words]) => reader.sees(...words));
  if (found !== undefined) return [{ form: found[1], on }];
  if (reader.take('set', 'tablespace')) {
    const form = 'set-tablespace';
    return [
      {
        form,
        on,
        isUncertain: true,
        note: 'Where the table is in that tablespace already, nothing is copied.',
      },
    ];
  }
  if (reader.take('set') || reader.take('reset')) return parameterUses(reader, table);
  if (reader.takeOneOf('enable', 'disable') === undefined) return undefined;
  if (reader.take('row')) return [{ form: 'row-security', on }];
  if (reader.take('rule') || reader.sees('replica', 'rule') || reader.sees('always', 'rule')) {
    return [{ form: 'row-security', on }];
  }
  return [{ form: 'trigger-state', on }];
}

function parameterUses(reader: SqlReader, table: string): readonly FormUse[] | undefined {
  const parameters = reader.list();
  if (parameters === undefined) return undefined;
  const isWeak = parameters.every((parameter) => WEAK_PARAMETERS.test(new SqlReader(parameter).name() ?? ''));
  return [{ form: isWeak ? 'weak-parameters' : 'strong-parameters', on: { table: [table] } }];
}
