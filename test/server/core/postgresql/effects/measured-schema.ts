import type {
  ConstraintFacts,
  SchemaFacts,
  TableFacts,
} from '../../../../../server/src/core/postgresql/effects/schema-facts.ts';

const EMPTY: TableFacts = {
  columns: new Map(),
  constraints: [],
  referencedBy: [],
  views: [],
  isComplete: true,
};

function table(
  columns: Readonly<Record<string, string>>,
  constraints: readonly ConstraintFacts[],
  more: Partial<TableFacts> = {},
): TableFacts {
  const typed = Object.entries(columns).map(([name, type]) => [name, { type }] as const);
  return { ...EMPTY, columns: new Map(typed), constraints, ...more };
}

function check(name: string, column: string, isValid: boolean, provesNotNull = false): ConstraintFacts {
  return { name, kind: 'check', columns: [column], isValid, provesNotNull };
}

const CHILD_KEY: ConstraintFacts = {
  name: 'child_fk',
  kind: 'foreign key',
  columns: ['tid'],
  references: 's.t',
  isValid: true,
};
const T_KEY: ConstraintFacts = {
  name: 't_fk_nv',
  kind: 'foreign key',
  columns: ['pid'],
  references: 's.parent',
  isValid: false,
};

/** The tables that the measured statements ran on, as far as the statements show them. */
const TABLES: Readonly<Record<string, TableFacts>> = {
  's.parent': table(
    { id: 'int' },
    [{ name: 'parent_pkey', kind: 'primary key', columns: ['id'], isValid: true }],
    { referencedBy: ['s.t'] },
  ),
  's.t': table(
    {
      id: 'int',
      pid: 'int',
      x: 'int',
      n: 'int',
      name: 'varchar(50)',
      txt: 'text',
      num: 'numeric(10,2)',
      ts: 'timestamp',
      tz: 'timestamptz',
      dtm: 'timestamp(3)',
      ip: 'cidr',
      ch: 'char(5)',
      iv: 'interval(3)',
      j: 'json',
      m: 's.mood',
      bitf: 'bit(8)',
      ci: 'int',
      oldd: 's.plainint',
    },
    [
      { name: 't_pkey', kind: 'primary key', columns: ['id'], isValid: true },
      { name: 't_uniq', kind: 'unique', columns: ['u'], isValid: true },
      check('t_chk', 'x', false),
      check('t_txt_check', 'txt', true, true),
      check('t_ci_check', 'ci', true),
      T_KEY,
    ],
    { referencedBy: ['s.child'], views: ['s.v', 's.mv'] },
  ),
  's.child': table({ tid: 'int' }, [CHILD_KEY]),
  's.fkt': table({ id: 'int', pid: 'int' }, []),
  's.pt': table({ id: 'int' }, [], { partitions: ['s.pt1'] }),
};

/** What is known of the measured database: its time zone is UTC unless a statement says otherwise. */
export const MEASURED_SCHEMA: SchemaFacts = {
  isNew: () => false,
  table: (name) => TABLES[name],
  tableOfIndex: (index) => (index === 's.t_name_idx' ? 's.t' : undefined),
  type: (name) => {
    if (name === 's.posint') return { isConstrainedDomain: true, baseType: 'int', users: [] };
    if (name === 's.plainint') return { isConstrainedDomain: false, baseType: 'int', users: ['s.t'] };
    return name === 's.mood' ? { isConstrainedDomain: false, users: ['s.t'] } : undefined;
  },
  isTimeZoneUtc: true,
};
