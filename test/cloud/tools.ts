// What a deployment on this machine needs. Where something is missing the tests are skipped, and say why.
import { spawnSync } from 'node:child_process';

const runs = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** Undefined when all is there. The server is `moto_server`: what it does otherwise than AWS is known here by name. */
export const findMissing = (): string | undefined => {
  const missing = [
    !runs('terraform', 'version') && 'terraform',
    !runs('moto_server', '--help') && "an AWS-compatible server (moto_server, of Python's moto[server])",
    !runs('openssl', 'version') && 'openssl',
    !runs('curl', '--version') && 'curl',
    !runs('bash', '--version') && 'bash',
  ].filter((one) => one !== false);
  return missing.length > 0 ? `${missing.join(' and ')} not on this machine` : undefined;
};

/** The operator's scripts need it, the deployment does not. */
export const hasAwsCli = (): boolean => runs('aws', '--version');
