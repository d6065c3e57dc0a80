/** A pattern of an identifier in a statement, quoted or not, with its schema. */
export const NAME = '((?:"(?:[^"]|"")+"|[\\w$]+)(?:\\.(?:"(?:[^"]|"")+"|[\\w$]+))*)';

/** A name without the quotes of its parts. */
export function unquoted(name: string): string {
  if (!name.includes('"')) return name;
  return name.replace(/"((?:[^"]|"")+)"/g, (_, inside: string) => inside.replaceAll('""', '"'));
}

/** A statement without the comments before it and the semicolon behind it. */
export function withoutComments(sql: string): string {
  return sql.replace(/^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/, '').replace(/[\s;]+$/, '');
}
