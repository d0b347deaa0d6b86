// Brings what the project needs and runs it: `npm start`, `npm test`, `npm run doctor`, `npm run speech`, `build`, `bench` and `soak` come here.
// Runs on any Node.js >= 20 with npm; installs the pinned pnpm into .tools/, and through it Node.js 22 and every
// dependency into node_modules/, each compared with its digest. A stamp of the lock file makes the second run start at once.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installTestTools } from './install-test-tools.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const pnpm = join(root, '.tools', 'node_modules', 'pnpm', 'bin', 'pnpm.cjs');
const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const stamp = join(root, 'node_modules', '.steward-setup');

const fail = (message) => {
  process.stderr.write(`${message}\n`);
  process.exit(1);
};

const run = (command, args, what) => {
  const result = spawnSync(command, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  if (result.status === 0) return;
  process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`);
  fail(
    `${what} failed${result.error ? ` (${result.error.message})` : ''}. Is the npm registry reachable? Run the command again to retry.`,
  );
};

const manifests = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', 'bench/package.json'];
for (const name of readdirSync(join(root, 'packages'))) manifests.push(`packages/${name}/package.json`);
const hash = createHash('sha256');
for (const file of manifests) hash.update(readFileSync(join(root, file)));
const wanted = hash.digest('hex');

const setUp = () => {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && existsSync(node)) return;
  const { config } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  process.stderr.write('Setting up (once): pnpm, Node.js 22 and the dependencies, from npm …\n');
  // A lock file of its own: what npm sends must have the digest that package.json names.
  const tools = { name: 'tools', private: true, dependencies: { pnpm: config.pnpm.version } };
  const locked = { ...config.pnpm, bin: { pnpm: 'bin/pnpm.cjs' } };
  const lock = { name: 'tools', lockfileVersion: 3, packages: { '': tools, 'node_modules/pnpm': locked } };
  mkdirSync(join(root, '.tools'), { recursive: true });
  writeFileSync(join(root, '.tools', 'package.json'), JSON.stringify(tools));
  writeFileSync(join(root, '.tools', 'package-lock.json'), JSON.stringify(lock));
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  run(npm, ['ci', '--prefix', '.tools', '--no-audit', '--no-fund', '--ignore-scripts'], 'Installing pnpm');
  run(process.execPath, [pnpm, 'install', '--frozen-lockfile'], 'Installing the dependencies');
  writeFileSync(stamp, wanted);
};

const commands = {
  start: [node, ['packages/local/src/main.ts']],
  test: [node, [pnpm, 'run', 'validate']],
  doctor: [node, ['packages/local/src/doctor/main.ts']],
  speech: [node, ['packages/speech/src/main.ts']],
  build: [node, ['packages/handler/scripts/build.ts']],
  bench: [node, ['--disable-warning=ExperimentalWarning', 'bench/main.ts']],
  soak: [node, ['node_modules/vitest/vitest.mjs', 'run', 'test/faults'], { STEWARD_SOAK: '1' }],
  setup: [node, ['--version']],
};

const [name = 'setup', ...rest] = process.argv.slice(2);
const command = commands[name];
if (!command) fail(`usage: node scripts/run.mjs ${Object.keys(commands).join('|')}`);
if (Number(process.versions.node.split('.')[0]) < 20)
  fail(`Node.js 20 or newer is needed; this is ${process.version}.`);
setUp();
if (name === 'test') installTestTools();

const [file, args, settings] = command;
// The IPC channel tells the child when this process is gone, however it went, so that nothing is orphaned.
const child = spawn(file, [...args, ...rest], {
  cwd: root,
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  env: {
    ...process.env,
    ...settings,
    PATH: `${dirname(node)}${delimiter}${join(root, '.tools', 'node_modules', '.bin')}${delimiter}${process.env.PATH}`,
  },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => fail(`Cannot run ${name}: ${error.message}`));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
