import { quoteOf, withoutQuote } from '../sqlalchemy/quoted-name.ts';

/** Words that PostgreSQL's dialect of SQLAlchemy quotes as identifiers: `RESERVED_WORDS` of its `base` module. */
const RESERVED_WORDS: ReadonlySet<string> = new Set(
  `all analyse analyze and any array as asc asymmetric authorization between binary both case cast check collate
  column constraint create cross current_catalog current_date current_role current_schema current_time
  current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign freeze
  from full grant group having ilike in initially inner intersect into is isnull join leading left like limit
  localtime localtimestamp natural new not notnull null of off offset old on only or order outer over overlaps
  placing primary references returning right select session_user similar some symmetric table then to trailing true
  union unique user using variadic verbose when where window with`.split(/\s+/),
);

/** Lower case, not beginning with a digit or `$`: a name that PostgreSQL reads back as it is written. */
const PLAIN_NAME = /^[a-z_][a-z0-9_$]*$/;

/**
 * `name` as SQLAlchemy writes it on PostgreSQL: in double quotes where it needs them or says so itself.
 * Source: `IdentifierPreparer.quote` in `sqlalchemy.sql.compiler`.
 */
export function quoteIdentifier(name: string): string {
  if (PLAIN_NAME.test(name) && !RESERVED_WORDS.has(name)) return name;
  const bare = withoutQuote(name);
  return quoteOf(name) === false ? bare : `"${bare.replaceAll('"', '""')}"`;
}

/** `schema.name`, each part quoted where it needs it; just the name without a schema. */
export function quoteQualified(schema: string | null, name: string): string {
  return schema === null || schema === ''
    ? quoteIdentifier(name)
    : `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
}
