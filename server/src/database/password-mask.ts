const MASK = '***';
const URL_PASSWORD = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/?#@]*):[^\s]*@/gi;
const QUERY_PASSWORD = /([?&;\s]|^)(password|sslpassword)=[^&;\s]+/gi;
/** A secret of one or two characters cannot be told from ordinary text. */
const SHORTEST_SECRET = 3;

/** The shapes in which a secret may turn up in a text: as it is, and percent-encoded. */
function shapes(secret: string): string[] {
  return [secret, encodeURIComponent(secret), encodeURI(secret)];
}

/**
 * Returns `text` with every one of `secrets` and every password inside a URL replaced by `***`. Undefined secrets are
 * passed over.
 */
export function maskPasswords(text: string, secrets: ReadonlyArray<string | undefined>): string {
  let masked = text;
  for (const secret of secrets) {
    if (secret === undefined || secret.length < SHORTEST_SECRET) continue;
    for (const shape of shapes(secret)) masked = masked.replaceAll(shape, MASK);
  }
  return masked.replace(URL_PASSWORD, `$1:${MASK}@`).replace(QUERY_PASSWORD, `$1$2=${MASK}`);
}
