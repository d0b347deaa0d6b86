// Everything CI runs, one step after the other, and how long each took. Ends with the first that fails.
import { spawn } from 'node:child_process';

const STEPS = ['lint', 'types', 'build'];
// Beside each other: the second waits for processes, browsers and providers most of the time, the third for patience itself, and
// neither measures coverage.
const TESTS = ['test:packages', 'test:whole', 'test:waiting'];

/** Runs a script of package.json; with `hold` its output is shown when it has ended. */
const run = (script, { hold = false } = {}) =>
  new Promise((resolve) => {
    const startedAt = Date.now();
    const held = [];
    // Through a shell: on Windows pnpm is a script.
    const child = spawn('pnpm', ['run', script], {
      stdio: hold ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      shell: process.platform === 'win32',
    });
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => held.push(chunk));
    child.on('error', () => resolve({ script, status: 1, seconds: 0 }));
    child.on('close', (status) => {
      for (const chunk of held) process.stdout.write(chunk);
      const seconds = Math.round((Date.now() - startedAt) / 1000);
      resolve({ script, status: status ?? 1, seconds });
    });
  });

const done = [];
const failed = () => done.some(({ status }) => status !== 0);
for (const step of STEPS) if (!failed()) done.push(await run(step));
if (!failed()) {
  const [first, ...others] = TESTS;
  done.push(...(await Promise.all([run(first), ...others.map((script) => run(script, { hold: true }))])));
}
process.stdout.write(`\nTook: ${done.map(({ script, seconds }) => `${script} ${seconds} s`).join(', ')}\n`);
const red = done.filter(({ status }) => status !== 0).map(({ script }) => script);
if (red.length > 0) process.stdout.write(`Failed: ${red.join(', ')}\n`);
process.exit(red.length > 0 ? 1 : 0);
