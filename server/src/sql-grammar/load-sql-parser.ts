import type { SqlParser, SqlSyntaxError } from '../core/lint/sql-parser.ts';

type Grammar = typeof import('libpg-query');

let loading: Promise<SqlParser> | undefined;

/**
 * PostgreSQL's own parser, compiled to WebAssembly (libpg-query). It is loaded when it is asked for first, and once.
 * Rejects where its files are missing.
 */
export function loadSqlParser(): Promise<SqlParser> {
  loading ??= import('libpg-query').then(async (grammar) => {
    await grammar.loadModule();
    return rememberingParser(grammar);
  });
  return loading;
}

/** Longer texts are not parsed: rows by the thousand, which nobody reads a diagnostic of. */
const LONGEST_TEXT = 100_000;
const MOST_REMEMBERED = 4_000;

/** A keystroke changes one statement; what the others gave is remembered. */
function rememberingParser(grammar: Grammar): SqlParser {
  const remembered = new Map<string, SqlSyntaxError | undefined>();
  return (sql) => {
    if (sql.length > LONGEST_TEXT || sql.includes('\0') || sql.trim() === '') return undefined;
    if (remembered.has(sql)) return remembered.get(sql);
    const error = syntaxErrorOf(grammar, sql);
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(sql, error);
    return error;
  };
}

function syntaxErrorOf(grammar: Grammar, sql: string): SqlSyntaxError | undefined {
  try {
    grammar.parseSync(sql);
    return undefined;
  } catch (error) {
    // Anything else is a limit of the parser, such as its stack, and says nothing about the text.
    if (!grammar.hasSqlDetails(error) || error.sqlDetails === undefined) return undefined;
    return { message: error.message, offset: utf16Offset(sql, error.sqlDetails.cursorPosition) };
  }
}

/** PostgreSQL counts characters. */
function utf16Offset(text: string, characters: number): number {
  let offset = 0;
  for (let left = characters; left > 0 && offset < text.length; left -= 1) {
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  }
  return offset;
}
