import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ConnectionOptions } from 'node:tls';
import type { PostgresUrl } from '../core/config/database-url.ts';
import { DatabaseError } from './database-error.ts';

/** What node-postgres takes as `ssl`: false for a plain connection. */
export type TlsChoice = ConnectionOptions | false;

/** libpq's folder of default certificate files. */
function defaultFile(name: string): string | undefined {
  const path =
    process.platform === 'win32'
      ? join(process.env.APPDATA ?? homedir(), 'postgresql', name)
      : join(homedir(), '.postgresql', name);
  return existsSync(path) ? path : undefined;
}

function readCertificate(path: string, what: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DatabaseError('tls', `The ${what} file ${path} cannot be read: ${reason}`);
  }
}

function secured(target: PostgresUrl, host: string): ConnectionOptions {
  const mode = target.sslMode ?? 'prefer';
  const system = target.sslRootCertificate === 'system';
  const rootPath = system ? undefined : (target.sslRootCertificate ?? defaultFile('root.crt'));
  const certificatePath = target.sslCertificate ?? defaultFile('postgresql.crt');
  const keyPath = target.sslKey ?? defaultFile('postgresql.key');
  const verifies =
    mode === 'verify-ca' || mode === 'verify-full' || system || (mode === 'require' && rootPath);
  return {
    rejectUnauthorized: Boolean(verifies),
    ...(verifies && rootPath !== undefined ? { ca: readCertificate(rootPath, 'root certificate') } : {}),
    ...(certificatePath !== undefined && keyPath !== undefined
      ? {
          cert: readCertificate(certificatePath, 'client certificate'),
          key: readCertificate(keyPath, 'client key'),
        }
      : {}),
    ...(mode === 'verify-full' || system ? identity(host) : { checkServerIdentity: () => undefined }),
  };
}

/** What the certificate is held against. A server that is named by its address is asked for no name (RFC 6066). */
function identity(host: string): ConnectionOptions {
  return isIP(host) === 0 ? { servername: host } : { host };
}

/**
 * The ways to connect that `sslmode` asks for, in the order libpq tries them ("SSL Mode Descriptions"). A Unix socket is
 * never encrypted. `require` verifies the authority only where a root certificate is there, as libpq does.
 */
export function tlsChoices(target: PostgresUrl, host: string): readonly TlsChoice[] {
  if (host.startsWith('/')) return [false];
  switch (target.sslMode ?? 'prefer') {
    case 'disable':
      return [false];
    case 'allow':
      return [false, secured(target, host)];
    case 'prefer':
      return [secured(target, host), false];
    default:
      return [secured(target, host)];
  }
}
