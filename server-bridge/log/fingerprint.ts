import {sha256} from '@noble/hashes/sha2.js';
import {bytesToHex, utf8ToBytes} from '@noble/hashes/utils.js';

/** SHA-256 of a secret in hex: all that is ever kept of it. Synchronous, because WebCrypto's is not and a secret must not wait. */
export function fingerprintOf(secret: string): string {
    return bytesToHex(sha256(utf8ToBytes(secret)));
}

/** What stands in a shown text where the secret with this fingerprint stood: `[secret 932d320c]`. */
export function secretMark(fingerprint: string): string {
    return `[secret ${fingerprint.slice(0, 8)}]`;
}
