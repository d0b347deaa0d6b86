// `pnpm bench`: measures every figure, one after the other, and prints one table.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Figure, Result } from './figure.ts';
import { figures } from './figures/index.ts';
import { machine } from './machine.ts';
import { publish } from './publish.ts';
import { toTable } from './table.ts';

const USAGE = `Usage: pnpm bench [options] [figure …]

Measures speed and cost, each figure beside its rival in the same run. Without names: all of them, in several minutes.
Close what else is running first: the machine's noise is in the numbers.

  --json <file>   also writes the results as JSON
  --publish       also puts their tables into docs/benchmarks.md; those of other figures stay
  --list          names the figures
`;

const fail = (message: string): never => {
  process.stderr.write(`${message}\n\n${USAGE}`);
  process.exit(2);
};

const readArguments = () => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        json: { type: 'string' },
        publish: { type: 'boolean' },
        list: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    return fail((error as Error).message);
  }
};

const choose = (ids: string[]): readonly Figure[] => {
  const unknown = ids.filter((id) => !figures.some((figure) => figure.id === id));
  if (unknown.length > 0) fail(`There is no figure ${unknown.join(', ')}. --list names them.`);
  return ids.length === 0 ? figures : figures.filter(({ id }) => ids.includes(id));
};

const { values, positionals } = readArguments();
if (values.help) {
  process.stdout.write(USAGE);
  process.exit(0);
}
if (values.list) {
  for (const { id, title } of figures) process.stdout.write(`${id.padEnd(20)} ${title}\n`);
  process.exit(0);
}
const chosen = choose(positionals);

const measured: (Figure & { results: Result[] })[] = [];
for (const figure of chosen) {
  process.stderr.write(`${figure.title} …\n`);
  measured.push({ ...figure, results: await figure.measure() });
}
process.stdout.write(`${toTable(measured)}\n`);
const results = measured.map(({ id, title, results }) => ({ id, title, results }));
if (values.json) {
  writeFileSync(values.json, `${JSON.stringify({ machine: machine(), figures: results }, undefined, 2)}\n`);
}
if (values.publish) publish(measured, figures);
process.exit(0);
