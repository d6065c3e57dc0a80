import {
  createCipheriv,
  createHash,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  randomBytes,
} from 'node:crypto';
import type { SealedSecret, SealingKey } from '../../server/src/protocol/sealed-secret.ts';

const IV_BYTES = 12;

/** Seals a password for the server, see `SealedSecret`. */
export function sealSecret(secret: string, key: SealingKey): SealedSecret {
  const own = generateKeyPairSync('x25519');
  const publicKey = createPublicKey({ key: Buffer.from(key, 'base64'), type: 'spki', format: 'der' });
  const shared = diffieHellman({ privateKey: own.privateKey, publicKey });
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', createHash('sha256').update(shared).digest(), iv);
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  const ownKey = own.publicKey.export({ type: 'spki', format: 'der' });
  return [ownKey, iv, cipher.getAuthTag(), text].map((part) => part.toString('base64')).join('.');
}
