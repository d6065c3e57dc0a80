import type { PostgresUrl } from '../core/config/database-url.ts';
import { hostAddresses, login } from '../database/libpq-defaults.ts';

/**
 * The variables that make a program of PostgreSQL connect where a session would. The password is PGPASSWORD of the child
 * alone: what stands among its arguments everybody on the machine can read. Where none is known libpq looks into .pgpass.
 * Source: https://www.postgresql.org/docs/current/libpq-envars.html
 */
export function libpqEnvironment(
  target: PostgresUrl,
  password: string | undefined,
  inherited: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  const addresses = hostAddresses(target);
  const identity = login(target, password);
  return {
    ...inherited,
    PGHOST: addresses.map(({ host }) => host).join(','),
    PGPORT: addresses.map(({ port }) => port).join(','),
    PGUSER: identity.user,
    PGDATABASE: identity.database,
    PGAPPNAME: 'alembic-workbench backup',
    ...given('PGPASSWORD', identity.password),
    ...given('PGSSLMODE', target.sslMode),
    ...given('PGSSLROOTCERT', target.sslRootCertificate),
    ...given('PGSSLCERT', target.sslCertificate),
    ...given('PGSSLKEY', target.sslKey),
    ...given('PGTARGETSESSIONATTRS', target.sessionAttributes),
    ...given('PGCONNECT_TIMEOUT', target.connectTimeoutSeconds?.toString()),
    ...given('PGCHANNELBINDING', target.channelBinding),
    ...given('PGOPTIONS', target.options),
  };
}

function given(name: string, value: string | undefined): Readonly<Record<string, string>> {
  return value === undefined ? {} : { [name]: value };
}
