import { md5 } from '@noble/hashes/legacy.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { ConstraintName } from '../sqlalchemy/constraint-name.ts';
import { withoutQuote } from '../sqlalchemy/quoted-name.ts';
import { CompileError } from './compile-error.ts';
import { quoteIdentifier } from './identifiers.ts';

const MAXIMUM_LENGTH = 63;

/**
 * The name of a constraint or index. A final name that is too long is shortened to end in four digits of its MD5, any other is
 * refused. Source: `IdentifierPreparer._truncate_and_render_maxlen_name`.
 */
export function constraintIdentifier(name: ConstraintName): string {
  return quoteIdentifier(shortenedName(name));
}

function shortenedName(name: ConstraintName): string {
  const text = withoutQuote(name.text);
  const characters = Array.from(text);
  if (characters.length <= MAXIMUM_LENGTH) return name.text;
  if (!name.final) {
    throw new CompileError(
      `Identifier '${text}' exceeds maximum length of ${MAXIMUM_LENGTH} characters`,
      'IdentifierError',
    );
  }
  const digest = bytesToHex(md5(utf8ToBytes(text)));
  return `${characters.slice(0, MAXIMUM_LENGTH - 8).join('')}_${digest.slice(-4)}`;
}
