import { type PythonNative, PythonRaise, type PythonValue } from '../../python/values.ts';
import { givenArgument, optionalFlag, textArgument, textItems } from '../argument-readers.ts';
import type { BoundArguments } from '../call-signature.ts';
import { textClause } from '../expressions/text-clause.ts';
import { TextObject } from '../expressions/text-object.ts';
import { NativeClass, nativeFunction } from '../native-class.ts';
import { unsupportedArgument } from '../unknown-argument.ts';

/** The SQL texts of an entity of alembic_utils, in the form that `sqlalchemy.text()` takes. */
interface EntitySql {
  readonly create: () => string;
  readonly drop: (cascade: boolean) => string;
  readonly replace: () => readonly string[];
}

/** A function, view, trigger or the like that `op.create_entity` and its kin take. Source: alembic_utils 0.8. */
export class EntityObject implements PythonNative {
  readonly kind = 'native';
  readonly typeName: string;
  readonly sql: EntitySql;

  constructor(className: string, sql: EntitySql) {
    this.typeName = `alembic_utils.${className}`;
    this.sql = sql;
  }

  getAttribute(name: string): PythonValue | undefined {
    switch (name) {
      case 'to_sql_statement_create':
        return nativeFunction(`${name}()`, (bound) => entityText(this.sql.create(), bound));
      case 'to_sql_statement_drop':
        return nativeFunction(`${name}(cascade=False)`, (bound) =>
          entityText(this.sql.drop(optionalFlag(bound, 'cascade') ?? false), bound),
        );
      case 'to_sql_statement_create_or_replace':
        return nativeFunction(`${name}()`, (bound) => ({
          kind: 'list',
          items: this.sql.replace().map((text) => entityText(text, bound)),
        }));
      default:
        return undefined;
    }
  }
}

function entityText(text: string, bound: BoundArguments): TextObject {
  return new TextObject(textClause(text, bound.span));
}

function normalizeBlanks(text: string): string {
  return text.trim().split(/\s+/).join(' ');
}

function withoutSemicolon(sql: string): string {
  return sql.trim().replace(/;+$/, '').trim();
}

function unquoted(text: string): string {
  return text.replaceAll('"', '');
}

function quotedPart(text: string): string {
  return `"${text.trim().replace(/"+$/, '').trim().replace(/^"+/, '').trim()}"`;
}

/** `name` or `schema.name`. */
function quoted(text: string): string {
  const dot = text.indexOf('.');
  return dot < 0 ? quotedPart(text) : `${quotedPart(text.slice(0, dot))}.${quotedPart(text.slice(dot + 1))}`;
}

/** So that `text()` sees no parameters; PL/pgSQL's `:=` and what is escaped already stay. */
function escapeColons(sql: string, isProcedural: boolean): string {
  return sql.replace(isProcedural ? /::|:=|\\:|:/g : /::|:/g, (found) => (found === ':' ? '\\:' : found));
}

interface Named {
  readonly schema: string;
  readonly signature: string;
}

function named(bound: BoundArguments): Named {
  return {
    schema: unquoted(normalizeBlanks(textArgument(bound, 'schema'))),
    signature: unquoted(normalizeBlanks(textArgument(bound, 'signature'))),
  };
}

function cascadeWord(cascade: boolean, word = 'cascade'): string {
  return cascade ? word : '';
}

const FUNCTION = new NativeClass('PGFunction(schema, signature, definition)', (bound) => {
  const { schema, signature } = named(bound);
  const given = textArgument(bound, 'definition');
  const isProcedural = normalizeBlanks(given).toLowerCase().replaceAll("'", '').includes('language plpgsql');
  const definition = escapeColons(withoutSemicolon(given), isProcedural);
  const open = signature.indexOf('(');
  if (open < 0) throw unsupportedArgument('the signature of this function has no parameter list', bound.span);
  const literal = `${quoted(schema)}."${signature.slice(0, open).trim()}"(${signature.slice(open + 1)} ${definition}`;
  return new EntityObject('pg_function.PGFunction', {
    create: () => `CREATE FUNCTION ${literal}`,
    drop: (cascade) =>
      `DROP FUNCTION ${quoted(schema)}.${droppedSignature(signature, bound)} ${cascadeWord(cascade)}`,
    replace: () => [`CREATE OR REPLACE FUNCTION ${literal}`],
  });
});

/** The name and the parameters without their defaults. */
function droppedSignature(signature: string, bound: BoundArguments): string {
  const match = /^(.+?)\((.*?)\)$/s.exec(signature);
  if (match === null) throw unsupportedArgument('this signature of a function is not followed', bound.span);
  const [, name = '', parameters = ''] = match;
  const kept = parameters
    .trim()
    .split(',')
    .map((parameter) => parameter.slice(0, parameter.toLowerCase().split('default')[0]?.length).trim());
  return `"${name.trim()}"(${kept.join(', ')})`;
}

const VIEW = new NativeClass('PGView(schema, signature, definition)', (bound) => {
  const { schema, signature } = named(bound);
  const definition = withoutSemicolon(textArgument(bound, 'definition'));
  const name = `${quoted(schema)}."${signature}"`;
  return new EntityObject('pg_view.PGView', {
    create: () => `CREATE VIEW ${name} AS ${definition};`,
    drop: (cascade) => `DROP VIEW ${name} ${cascadeWord(cascade)}`,
    replace: () => [
      `
        do $$
            begin
                CREATE OR REPLACE VIEW ${name} AS ${definition};

            exception when others then
                DROP VIEW IF EXISTS ${name};

                CREATE VIEW ${name} AS ${definition};
            end;
        $$ language 'plpgsql'
        `,
    ],
  });
});

const MATERIALIZED_VIEW = new NativeClass(
  'PGMaterializedView(schema, signature, definition, with_data=True)',
  (bound) => {
    const { schema, signature } = named(bound);
    const definition = withoutSemicolon(textArgument(bound, 'definition'));
    const name = `${quoted(schema)}."${signature}"`;
    const data = (optionalFlag(bound, 'with_data') ?? true) ? 'WITH  DATA' : 'WITH NO DATA';
    return new EntityObject('pg_materialized_view.PGMaterializedView', {
      create: () => `CREATE MATERIALIZED VIEW ${name} AS ${definition} ${data};`,
      drop: (cascade) => `DROP MATERIALIZED VIEW ${name} ${cascadeWord(cascade)}`,
      replace: () => [
        `DROP MATERIALIZED VIEW IF EXISTS ${name}; `,
        `CREATE MATERIALIZED VIEW ${name} AS ${definition} ${data}`,
      ],
    });
  },
);

/** The table behind ON, with its schema. */
function onEntity(bound: BoundArguments): string {
  const given = textArgument(bound, 'on_entity');
  return unquoted(given.includes('.') ? given : `public.${given}`);
}

const TRIGGER = new NativeClass(
  'PGTrigger(schema, signature, definition, on_entity, is_constraint=False)',
  (bound) => {
    const { schema, signature } = named(bound);
    const definition = escapeColons(withoutSemicolon(textArgument(bound, 'definition')), false);
    const table = onEntity(bound);
    const kind = optionalFlag(bound, 'is_constraint') ? 'CONSTRAINT TRIGGER' : 'TRIGGER';
    const create = (): string => {
      const match = /^(.+?)\s+ON\s+(.+?)\s+(.+)$/is.exec(definition);
      if (match === null)
        throw unsupportedArgument('this definition of a trigger is not followed', bound.span);
      const [, event = '', entity = '', action = ''] = match;
      const dot = entity.indexOf('.');
      return `CREATE ${kind} "${signature}" ${event} ON ${schema}.${dot < 0 ? entity : entity.slice(dot + 1)} ${action}`;
    };
    return new EntityObject('pg_trigger.PGTrigger', {
      create,
      drop: (cascade) => `DROP TRIGGER "${signature}" ON ${table} ${cascadeWord(cascade)}`,
      replace: () => [`DROP TRIGGER IF EXISTS "${signature}" ON ${table};`, create()],
    });
  },
);

const EXTENSION = new NativeClass('PGExtension(schema, signature)', (bound) => {
  const { schema, signature } = named(bound);
  return new EntityObject('pg_extension.PGExtension', {
    create: () => `CREATE EXTENSION "${signature}" WITH SCHEMA ${quoted(schema)};`,
    drop: (cascade) => `DROP EXTENSION "${signature}" ${cascadeWord(cascade, 'CASCADE')}`,
    replace: () => {
      throw new PythonRaise('NotImplementedError', '', bound.span);
    },
  });
});

const POLICY = new NativeClass('PGPolicy(schema, signature, definition, on_entity)', (bound) => {
  const { signature } = named(bound);
  const definition = escapeColons(withoutSemicolon(textArgument(bound, 'definition')), false);
  const table = onEntity(bound);
  return new EntityObject('pg_policy.PGPolicy', {
    create: () => `CREATE POLICY ${signature} on ${table} ${definition}`,
    drop: (cascade) => `DROP POLICY ${signature} on ${table} ${cascadeWord(cascade)}`,
    replace: () => [
      `DROP POLICY IF EXISTS ${signature} on ${table};`,
      `CREATE POLICY ${signature} on ${table} ${definition};`,
    ],
  });
});

const COLUMN_GRANTS = ['SELECT', 'INSERT', 'UPDATE', 'REFERENCES'];
const TABLE_GRANTS = ['DELETE', 'TRUNCATE', 'TRIGGER'];

const GRANT_CHOICE: PythonNative = {
  kind: 'native',
  typeName: 'enum.EnumType',
  pure: true,
  getAttribute: (name) =>
    [...COLUMN_GRANTS, ...TABLE_GRANTS].includes(name) ? { kind: 'str', value: name } : undefined,
};

const GRANT = new NativeClass(
  'PGGrantTable(schema, table, role, grant, columns=None, with_grant_option=False)',
  (bound) => {
    const grant = textArgument(bound, 'grant');
    const given = givenArgument(bound, 'columns');
    const columns = given === undefined ? [] : [...textItems(given, 'columns')].sort();
    const needsColumns = COLUMN_GRANTS.includes(grant);
    if (!needsColumns && !TABLE_GRANTS.includes(grant)) {
      throw new PythonRaise('ValueError', `'${grant}' is not a valid PGGrantTableChoice`, bound.span);
    }
    if (needsColumns !== columns.length > 0) {
      const must = needsColumns ? 'must' : 'must not';
      const message = `When grant type is ${grant} a value ${must} be provided for columns`;
      throw new PythonRaise('BadInputException', message, bound.span);
    }
    const table = `${quoted(unquoted(textArgument(bound, 'schema')))}.${quoted(unquoted(textArgument(bound, 'table')))}`;
    const role = quoted(unquoted(textArgument(bound, 'role')));
    const list = columns.length > 0 ? `( ${columns.join(', ')} )` : '';
    const option = optionalFlag(bound, 'with_grant_option') ? ' WITH GRANT OPTION' : '';
    const create = (): string => `GRANT ${grant} ${list} ON ${table} TO ${role} ${option}`;
    const drop = (): string => `REVOKE ${grant} ON ${table} FROM ${role}`;
    return new EntityObject('pg_grant_table.PGGrantTable', {
      create,
      drop,
      replace: () => [drop(), create()],
    });
  },
);

/** By the modules of alembic_utils. */
export const ALEMBIC_UTILS: ReadonlyArray<readonly [string, ReadonlyMap<string, PythonValue>]> = [
  ['alembic_utils', new Map()],
  ['alembic_utils.pg_function', new Map([['PGFunction', FUNCTION]])],
  ['alembic_utils.pg_view', new Map([['PGView', VIEW]])],
  ['alembic_utils.pg_materialized_view', new Map([['PGMaterializedView', MATERIALIZED_VIEW]])],
  ['alembic_utils.pg_trigger', new Map([['PGTrigger', TRIGGER]])],
  ['alembic_utils.pg_extension', new Map([['PGExtension', EXTENSION]])],
  ['alembic_utils.pg_policy', new Map([['PGPolicy', POLICY]])],
  [
    'alembic_utils.pg_grant_table',
    new Map<string, PythonValue>([
      ['PGGrantTable', GRANT],
      ['PGGrantTableChoice', GRANT_CHOICE],
    ]),
  ],
];
