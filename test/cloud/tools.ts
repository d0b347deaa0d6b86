// What a deployment on this machine needs. Where something is missing the tests are skipped, and say why.
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

const runs = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** Undefined when all is there. The server is `moto_server`: what it does otherwise than AWS is known here by name. */
export const findMissing = async (): Promise<string | undefined> => {
  const missing = [
    !runs('terraform', 'version') && 'terraform',
    !runs('moto_server', '--help') && "an AWS-compatible server (moto_server, of Python's moto[server])",
    !runs('openssl', 'version') && 'openssl',
    !runs('curl', '--version') && 'curl',
    !runs('bash', '--version') && 'bash',
  ].filter((one) => one !== false);
  if (missing.length > 0) return `${missing.join(' and ')} not on this machine`;
  if (!(await canPlayInstance()))
    return 'no port 11434 is free beside 127.0.0.1 (an Ollama for all addresses?)';
  return undefined;
};

/** `moto_server` gives elastic addresses out of 127.0.0.0/8: on Linux all of it is this machine. */
const canPlayInstance = async (): Promise<boolean> => {
  const server = createServer().listen(11_434, '127.84.17.5');
  try {
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
};

/** The operator's scripts need it, the deployment does not. */
export const hasAwsCli = (): boolean => runs('aws', '--version');
