// Trusts one certificate and no other. A self-signed certificate made on a server at its first boot names no address
// that is known beforehand, so its names say nothing: that it is this very certificate says everything.
import { X509Certificate } from 'node:crypto';
import type { ConnectionOptions, PeerCertificate } from 'node:tls';
import { OllamaError } from './ollama-error.ts';

const PEM_BLOCK = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * TLS options that accept exactly the certificates in `pem` (several while one replaces another), whatever host name
 * or IP address they are served from. Throws `certificate` when there is none in it.
 */
export const pinCertificate = (pem: string): ConnectionOptions => {
  const pinned = readCertificates(pem).map((certificate) => certificate.raw);
  return {
    ca: pem,
    // Called only after the chain was found good. A certificate that the pinned one signed would be, too: refused here.
    checkServerIdentity: (_host: string, peer: PeerCertificate) =>
      pinned.some((raw) => raw.equals(peer.raw)) ? undefined : new OllamaError('certificate'),
  };
};

const readCertificates = (pem: string): X509Certificate[] => {
  try {
    const certificates = (pem.match(PEM_BLOCK) ?? []).map((block) => new X509Certificate(block));
    if (certificates.length > 0) return certificates;
  } catch (cause) {
    throw new OllamaError('certificate', { cause });
  }
  throw new OllamaError('certificate');
};
