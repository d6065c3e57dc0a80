import { DatabaseUrlError } from './database-url-error.ts';
import { parsePort, unquote } from './sqlalchemy-url.ts';

export interface UrlHost {
  /** A name, an address, or the folder of a Unix socket, which starts with "/"; undefined: the default. */
  readonly host: string | undefined;
  readonly port: number | undefined;
}

export interface LibpqUrl {
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly hosts: readonly UrlHost[];
  readonly database: string | undefined;
  /** The last value of each parameter, as libpq takes it. */
  readonly parameters: ReadonlyMap<string, string>;
}

const SCHEME = /^postgres(?:ql)?:\/\//;

/**
 * Parses `postgres://` and `postgresql://` as libpq does: several hosts separated by commas, everything
 * percent-decoded, also a socket's folder as host. Throws DatabaseUrlError.
 * Source: https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS
 */
export function parseLibpqUrl(text: string): LibpqUrl {
  const rest = text.replace(SCHEME, '');
  const question = rest.indexOf('?');
  const beforeQuery = question < 0 ? rest : rest.slice(0, question);
  const at = /^[^/]*?@/.exec(beforeQuery)?.[0];
  const userInfo = at?.slice(0, -1);
  const afterUser = beforeQuery.slice(at?.length ?? 0);
  const slash = afterUser.indexOf('/');
  const colon = userInfo?.indexOf(':') ?? -1;
  return {
    user: given(unquote(colon < 0 ? (userInfo ?? '') : (userInfo ?? '').slice(0, colon))),
    password: userInfo === undefined || colon < 0 ? undefined : given(unquote(userInfo.slice(colon + 1))),
    hosts: (slash < 0 ? afterUser : afterUser.slice(0, slash)).split(',').map(parseHost),
    database: slash < 0 ? undefined : given(unquote(afterUser.slice(slash + 1))),
    parameters: parseParameters(question < 0 ? '' : rest.slice(question + 1)),
  };
}

function parseHost(text: string): UrlHost {
  const match = /^(?:\[([^\]]*)\]|([^:]*))(?::(.*))?$/.exec(text);
  if (match === null) {
    throw new DatabaseUrlError(
      'bad-hosts',
      'A host of the database URL is not written host, host:port or [address]:port.',
    );
  }
  const [, address, host = '', port] = match;
  return {
    host: given(unquote(address ?? host)),
    port: port === undefined || port === '' ? undefined : parsePort(port),
  };
}

function parseParameters(text: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    if (equals < 0) {
      throw new DatabaseUrlError(
        'bad-parameter',
        'A parameter behind the "?" of the database URL has no "=".',
      );
    }
    parameters.set(unquote(pair.slice(0, equals)), unquote(pair.slice(equals + 1)));
  }
  return parameters;
}

function given(text: string): string | undefined {
  return text === '' ? undefined : text;
}
