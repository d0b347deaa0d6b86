// Installs what tests use and a machine may lack, where that is possible: Chromium, as Debian's package.
// Never fails: tests that miss a tool say loudly that they were skipped, and why.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const succeeds = (command, args) =>
  spawnSync(command, args, { stdio: 'ignore', timeout: 300_000 }).status === 0;

const installPackage = (name) => {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && !succeeds('sudo', ['-n', 'true'])) return false;
  const run = (...args) =>
    isRoot ? succeeds('apt-get', args) : succeeds('sudo', ['-n', 'apt-get', ...args]);
  return run('update') && run('install', '-y', '--no-install-recommends', name);
};

export const installTestTools = () => {
  const browser = process.env.CHROMIUM_PATH ?? BROWSERS.find((path) => existsSync(path));
  if (browser !== undefined || !existsSync('/usr/bin/apt-get')) return;
  process.stderr.write('Installing Chromium for the tests of the chat page (Debian package) …\n');
  if (!installPackage('chromium')) {
    process.stderr.write('Chromium could not be installed: the tests of the chat page will be skipped.\n');
  }
};
