// Everything CI runs, one step after the other, and how long each took. Ends with the first that fails.
import { spawnSync } from 'node:child_process';

const STEPS = ['lint', 'types', 'build', 'test:core', 'test:rest'];

const took = [];
let status = 0;
for (const step of STEPS) {
  const startedAt = Date.now();
  // Through a shell: on Windows pnpm is a script.
  status =
    spawnSync('pnpm', ['run', step], { stdio: 'inherit', shell: process.platform === 'win32' }).status ?? 1;
  took.push(`${step} ${Math.round((Date.now() - startedAt) / 1000)} s`);
  if (status !== 0) break;
}
process.stdout.write(`\nTook: ${took.join(', ')}\n`);
process.exit(status);
