import { SqlReader } from './sql-reader.ts';
import type { SqlToken } from './sql-tokens.ts';

/** Words after which a query names a table. */
const BEFORE_SOURCE: ReadonlySet<string> = new Set(['from', 'join', 'using', 'into', 'update']);
const NOT_A_SOURCE: ReadonlySet<string> = new Set(['select', 'lateral', 'only', 'values', 'unnest']);

/**
 * The tables that a query names behind FROM and JOIN, without those that its own WITH defines. Sub-queries are searched
 * too; functions in FROM are no tables.
 */
export function namedSources(tokens: readonly SqlToken[]): readonly string[] {
  const defined = new Set(
    tokens.flatMap((token, index) => {
      const isDefined = tokens[index + 1]?.value === 'as' && tokens[index + 2]?.value === '(';
      return isDefined && (token.kind === 'word' || token.kind === 'quoted') ? [token.value] : [];
    }),
  );
  const names = new Set<string>();
  tokens.forEach((token, index) => {
    if (token.kind !== 'word' || !BEFORE_SOURCE.has(token.value)) return;
    const reader = new SqlReader(tokens.slice(index + 1, index + 12));
    do {
      reader.take('only');
      const [next] = reader.rest;
      if (next === undefined || (next.kind === 'word' && NOT_A_SOURCE.has(next.value))) return;
      const name = reader.name();
      if (name === undefined || reader.sees('(')) return;
      if (!defined.has(name)) names.add(name);
      reader.take('as');
      if (!reader.sees(',')) skipAlias(reader);
    } while (reader.take(','));
  });
  return [...names];
}

function skipAlias(reader: SqlReader): void {
  const [next, after] = reader.rest;
  if (next !== undefined && (next.kind === 'word' || next.kind === 'quoted') && after?.value === ',')
    reader.skip();
}
