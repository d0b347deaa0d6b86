// Trusts the certificate of our own box and no other, whatever address it is served from: it was made at the box's first boot.
import { X509Certificate } from 'node:crypto';
import type { ConnectionOptions, PeerCertificate } from 'node:tls';
import { SpeechError } from '@steward/core';

const PEM_BLOCK = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** Throws `speech-key-refused` where there is no certificate in it. */
export const pinServer = (pem: string): ConnectionOptions => {
  const pinned = read(pem).map(({ raw }) => raw);
  return {
    ca: pem,
    // Called when the chain was found good. What the pinned certificate signed is refused here.
    checkServerIdentity: (_host: string, peer: PeerCertificate) =>
      pinned.some((raw) => raw.equals(peer.raw)) ? undefined : refused(),
  };
};

const refused = (cause?: unknown): SpeechError =>
  new SpeechError('speech-key-refused', 'The speech server: its certificate is not the pinned one', {
    cause,
  });

const read = (pem: string): X509Certificate[] => {
  try {
    const certificates = (pem.match(PEM_BLOCK) ?? []).map((block) => new X509Certificate(block));
    if (certificates.length > 0) return certificates;
  } catch (cause) {
    throw refused(cause);
  }
  throw refused();
};
