// Puts the pinned Node.js to where everything looks for it, node_modules/node/bin; run by pnpm after each install. It comes
// as one package for each platform: so the lock file holds its digest, which a script that fetches it would not look at.
import { copyFileSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const packages = join(root, 'node_modules');
const read = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

// pnpm installs the one that fits this machine, and leaves the others out.
const name = Object.keys(read(root).optionalDependencies).find((one) =>
  existsSync(join(packages, one, 'package.json')),
);
if (name === undefined) {
  process.stderr.write(
    `The pinned Node.js for ${process.platform} ${process.arch} could not be installed: either npm has none, or it was not reachable, or what it sent is not what pnpm-lock.yaml names.\n`,
  );
  process.exit(1);
}
const executable = read(join(packages, name)).bin.node;
const [from, to] = [join(packages, name, executable), join(packages, 'node', executable)];
rmSync(join(packages, 'node'), { recursive: true, force: true });
mkdirSync(dirname(to), { recursive: true });
try {
  linkSync(from, to);
} catch {
  copyFileSync(from, to);
}
