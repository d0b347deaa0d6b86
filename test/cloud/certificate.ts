// A self-signed certificate of two days, made by openssl.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** @param name as a certificate lists it: `IP:127.0.0.2`, `DNS:steward.test` */
export const makeCertificate = async (name: string): Promise<{ key: string; cert: string }> => {
  const folder = await mkdtemp(join(tmpdir(), 'steward-certificate-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const names = ['-subj', '/CN=steward', '-addext', `subjectAltName=${name}`];
  try {
    await run('openssl', ['req', '-x509', ...curve, '-days', '2', ...names, '-keyout', key, '-out', cert]);
    return { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
