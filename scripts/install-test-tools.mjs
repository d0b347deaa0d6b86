// Installs the Debian packages that tests use and this machine lacks: as root, or with `CI` where sudo asks nothing.
// On a person's machine nothing is installed unasked; the one command is named. Never fails: tests that miss a tool
// say loudly that they were skipped, and why.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const succeeds = (command, args, options = {}) =>
  spawnSync(command, args, { stdio: 'ignore', timeout: 300_000, ...options }).status === 0;

/** Servers lie in folders that an ordinary user's PATH leaves out. */
const isThere = (command) =>
  succeeds('sh', ['-c', 'command -v "$1"', 'sh', command], {
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
  });

const hasBrowser = () => process.env.CHROMIUM_PATH !== undefined || BROWSERS.some((path) => existsSync(path));

/** The packages that are missing. Terraform and moto are in no Debian package: the tests with them say so. */
export const findMissingPackages = () => [
  ...['bash', 'curl', 'jq', 'nginx', 'openssl', 'radicale', 'shellcheck', 'xandikos'].filter(
    (command) => !isThere(command),
  ),
  ...(hasBrowser() ? [] : ['chromium']),
  // The recogniser of the tests with voice notes, and its English model.
  ...(isThere('pocketsphinx_continuous') ? [] : ['pocketsphinx']),
  ...(existsSync('/usr/share/pocketsphinx/model/en-us') ? [] : ['pocketsphinx-en-us']),
];

/** What apt-get is called through, or undefined where nothing may be installed unasked. */
const findInstaller = () => {
  if (process.getuid?.() === 0) return [];
  return process.env.CI && succeeds('sudo', ['-n', 'true']) ? ['sudo', '-n'] : undefined;
};

export const installTestTools = () => {
  if (!existsSync('/usr/bin/apt-get')) return;
  const missing = findMissingPackages();
  if (missing.length === 0) return;
  const names = missing.join(' ');
  const installer = findInstaller();
  if (installer === undefined) {
    process.stderr.write(`Some tests will be skipped. To run them: sudo apt-get install ${names}\n`);
    return;
  }
  process.stderr.write(`Installing what tests use (Debian packages): ${names} …\n`);
  const run = (...args) => {
    // Given behind sudo, which keeps no environment. RUNLEVEL: a service that starts would take ports that tests use.
    const env = ['env', 'DEBIAN_FRONTEND=noninteractive', 'RUNLEVEL=1', 'apt-get'];
    const [command, ...rest] = [...installer, ...env, ...args];
    return succeeds(command, rest);
  };
  run('update');
  // One by one: a package that this release lacks keeps back no other.
  const failed = missing.filter((name) => !run('install', '-y', '--no-install-recommends', name));
  if (failed.length > 0)
    process.stderr.write(`Could not be installed, their tests will be skipped: ${failed.join(' ')}\n`);
};
