export interface SplitUrl {
  /** As typed, without its password. */
  readonly url: string;
  /** Decoded; undefined where the URL has none. */
  readonly password: string | undefined;
}

/**
 * Takes the password out of a database URL, in SQLAlchemy's, libpq's URI or libpq's keyword form, so that it can go to
 * the secret storage and never into a setting.
 */
export function splitPassword(text: string): SplitUrl {
  let password: string | undefined;
  const keep = (value: string): void => {
    password ??= value;
  };
  let url = text
    .trim()
    .replace(/^([a-z][a-z0-9+.-]*:\/\/[^:/?#@]*):([^@]*)@/i, (_whole, before: string, secret) => {
      keep(decode(secret));
      return `${before}@`;
    });
  url = url.replace(/([?&])password=([^&#]*)(&?)/i, (_whole, mark: string, secret, more: string) => {
    keep(decode(secret));
    return more === '' ? '' : mark;
  });
  url = url.replace(
    /(^|\s)password\s*=\s*(?:'((?:[^'\\]|\\.)*)'|(\S+))/i,
    (_whole, before: string, quoted, bare) => {
      keep(String(quoted ?? bare).replace(/\\(.)/g, '$1'));
      return before === '' ? '' : ' ';
    },
  );
  return { url: url.trim().replace(/ {2,}/g, ' '), password };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone "%" that encodes nothing: the text is the password as typed.
    return text;
  }
}

/** Why this cannot be the URL of a PostgreSQL database, or undefined where it can. */
export function urlTrouble(text: string): string | undefined {
  const url = text.trim();
  if (url === '') return 'Type a URL, for example postgresql://user@localhost:5432/app';
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();
  if (scheme === 'pglite') return undefined;
  if (scheme === undefined) {
    return /(^|\s)(host|dbname|service)\s*=/i.test(url)
      ? undefined
      : 'A URL begins with its scheme, for example postgresql://user@localhost:5432/app';
  }
  if (/^postgres(ql)?(\+\w+)?$/.test(scheme)) {
    return /^[^:]+:\/\//.test(url) ? undefined : `"${scheme}:" is followed by two slashes`;
  }
  return `"${scheme}" is not PostgreSQL: use postgresql://, postgresql+psycopg://, postgresql+asyncpg:// or pglite:`;
}

/** Why this cannot name a database, or undefined where it can. */
export function databaseNameTrouble(name: string, taken: readonly string[]): string | undefined {
  if (name.trim() === '') return 'Type a name, for example "staging"';
  return taken.includes(name.trim()) ? `There is a database named "${name.trim()}" already` : undefined;
}
