import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { PostgresUrl } from '../core/config/database-url.ts';

const DEFAULT_PORT = 5432;
const SOCKET_FOLDERS = ['/var/run/postgresql', '/tmp'];

/** A host to try, with nothing left open. */
export interface HostAddress {
  readonly host: string;
  readonly port: number;
}

export interface Login {
  readonly user: string;
  readonly database: string;
  readonly password: string | undefined;
}

function environmentPort(): number {
  const port = Number(process.env.PGPORT);
  return Number.isInteger(port) && port > 0 ? port : DEFAULT_PORT;
}

function defaultHost(port: number): string {
  const configured = process.env.PGHOST;
  if (configured) return configured;
  const folder = SOCKET_FOLDERS.find((candidate) => existsSync(join(candidate, `.s.PGSQL.${port}`)));
  return folder ?? 'localhost';
}

/** The hosts of `target` as libpq would try them: PGHOST, PGPORT, then the local socket, then localhost. */
export function hostAddresses(target: PostgresUrl): readonly HostAddress[] {
  return target.hosts.map(({ host, port }) => {
    const chosenPort = port ?? environmentPort();
    return { host: host === undefined || host === '' ? defaultHost(chosenPort) : host, port: chosenPort };
  });
}

/** Who logs in where, as libpq decides it: the URL, then PGUSER, PGDATABASE and PGPASSWORD, then the system's user. */
export function login(target: PostgresUrl, password: string | undefined): Login {
  const user = target.user ?? process.env.PGUSER ?? userInfo().username;
  return {
    user,
    database: target.database ?? process.env.PGDATABASE ?? user,
    password: password ?? target.password ?? process.env.PGPASSWORD,
  };
}
