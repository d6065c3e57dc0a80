/**
 * A password on its way between client and server: what is traced of the protocol shows none. The receiver's public key
 * is X25519, of one process and never written down. Every part is base64: `key.iv.tag.text`, where `key` is the sender's
 * own public key of this one message (SPKI, DER), and `text` is sealed by AES-256-GCM under SHA-256 of the shared secret.
 */
export type SealedSecret = string;

/** The public key of the server that passwords are sealed for: SPKI, DER, base64. */
export type SealingKey = string;
