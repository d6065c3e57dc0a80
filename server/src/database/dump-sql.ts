import { sqlTokens } from '../core/postgresql/effects/sql-tokens.ts';

/** psql's own commands around a plain dump: a server does not know them. */
const PSQL_COMMAND = /^\\(?:un)?(?:restrict|connect)\b.*$/gm;
const ROLE_STATEMENT = /^(?:grant|revoke|alter default privileges|alter (?:.* )?owner to)\b/;

/**
 * A plain dump of pg_dump as an embedded database takes it: without the commands of psql, and without owners and privileges,
 * which name roles that it does not have. What stands inside a function's body stays as it is.
 */
export function sqlOfDump(dump: string): string {
  const text = dump.replace(PSQL_COMMAND, '');
  let kept = '';
  let start = 0;
  let words: string[] = [];
  for (const { kind, value, end } of sqlTokens(text)) {
    if (kind === 'word') words.push(value);
    if (kind !== 'symbol' || value !== ';') continue;
    if (!ROLE_STATEMENT.test(words.join(' '))) kept += text.slice(start, end);
    start = end;
    words = [];
  }
  return kept + text.slice(start);
}
