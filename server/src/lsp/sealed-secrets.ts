import {
  createDecipheriv,
  createHash,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
} from 'node:crypto';
import type { SealedSecret, SealingKey } from '../protocol/sealed-secret.ts';

/** Opens the passwords that the client sends; see `SealedSecret` for their form. */
export class SealedSecrets {
  readonly #keys = generateKeyPairSync('x25519');

  get key(): SealingKey {
    return this.#keys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  }

  /** Throws where the text was not sealed for this process. */
  open(sealed: SealedSecret): string {
    const [key, iv, tag, text] = sealed.split('.').map((part) => Buffer.from(part, 'base64'));
    if (key === undefined || iv === undefined || tag === undefined || text === undefined) {
      throw new TypeError('A password came unsealed.');
    }
    const publicKey = createPublicKey({ key, type: 'spki', format: 'der' });
    const shared = diffieHellman({ privateKey: this.#keys.privateKey, publicKey });
    const secret = createHash('sha256').update(shared).digest();
    const decipher = createDecipheriv('aes-256-gcm', secret, iv).setAuthTag(tag);
    return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
  }
}
