import { type DatabaseUrl, displayUrl, type PostgresUrl } from '../core/config/database-url.ts';
import { login } from '../database/libpq-defaults.ts';
import type { OpenOptions } from '../database/open-session.ts';
import { withSession } from '../database/with-session.ts';

const MAY_MAKE_ANEW = `
  SELECT (role.rolsuper OR (role.rolcreatedb AND pg_catalog.pg_has_role(base.datdba, 'MEMBER')))::text AS may
  FROM pg_catalog.pg_roles AS role, pg_catalog.pg_database AS base
  WHERE role.rolname = current_user AND base.datname = current_database()`;

/**
 * How a dump of everything is brought back, a sentence that ends in the command. Where the role may, the database is made
 * anew, so that nothing of what came after the dump stays; a role that may not would lose the database by that.
 */
export async function dumpRestore(target: PostgresUrl, open: OpenOptions, path: string): Promise<string> {
  const [row] = await withSession(target, open, (session) => session.query(MAY_MAKE_ANEW));
  const { database } = login(target, open.password);
  if (row?.may === 'true') {
    const other: PostgresUrl = { ...target, database: database === 'postgres' ? 'template1' : 'postgres' };
    return (
      `To bring the database back as it was, once nobody is connected to it: ` +
      `pg_restore --clean --if-exists --create --exit-on-error ${into(other)} ${shellWord(path)}`
    );
  }
  return (
    'What came after the backup is not in it and stays: downgrade or drop that first. Then bring the rest back: ' +
    `pg_restore --clean --if-exists --single-transaction ${into(target)} ${shellWord(path)}`
  );
}

/** How a dump of the schema serves: it has no rows, so that nothing of the database itself is replaced by it. */
export function schemaRestore(target: PostgresUrl, path: string): string {
  const empty: PostgresUrl = { ...target, database: 'NEW_DATABASE' };
  return (
    'It is the schema before the run, as SQL and without rows. To compare, or to start anew, run it in an empty ' +
    `database: psql --set=ON_ERROR_STOP=1 --single-transaction ${into(empty)} --file=${shellWord(path)}`
  );
}

/** How a copied folder is brought back. */
export function folderRestore(
  dataDirectory: string,
  copy: string,
  platform: NodeJS.Platform = process.platform,
): string {
  const before = 'To bring it back, close every window that uses it and run: ';
  if (platform === 'win32') {
    return `${before}rmdir /s /q "${dataDirectory}" && xcopy /e /i /q /h "${copy}" "${dataDirectory}"`;
  }
  const [to, from] = [shellWord(dataDirectory), shellWord(copy)];
  return `${before}rm -rf ${to} && cp -R ${from} ${to}`;
}

/** The database for a program of PostgreSQL, without the password: it asks for it, or takes it from PGPASSWORD. */
function into(target: DatabaseUrl & PostgresUrl): string {
  const secured = Object.entries({
    sslmode: target.sslMode,
    sslrootcert: target.sslRootCertificate,
    sslcert: target.sslCertificate,
    sslkey: target.sslKey,
  }).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]));
  const url = displayUrl(target);
  const mark = url.includes('?') ? '&' : '?';
  return shellWord(`--dbname=${url}${secured.length === 0 ? '' : mark + secured.join('&')}`);
}

/** A word of a command line as a shell of POSIX takes it. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
