// Puts the measured tables into docs/benchmarks.md, between its markers.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Figure, Result } from './figure.ts';
import { machine } from './machine.ts';
import { toTable } from './table.ts';

const PAGE = new URL('../docs/benchmarks.md', import.meta.url);
const FORMATTER = new URL('../node_modules/@biomejs/biome/bin/biome', import.meta.url);
const BEGIN = '<!-- measured: begin -->';
const END = '<!-- measured: end -->';

export const publish = (figures: readonly (Figure & { results: readonly Result[] })[]): void => {
  const page = readFileSync(PAGE, 'utf8');
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined)
    throw new Error(`docs/benchmarks.md lacks ${BEGIN} and ${END}`);
  writeFileSync(PAGE, `${before}${BEGIN}\n${measuredPart(figures)}\n${END}${after}`);
  // As `npm test` wants to find it.
  spawnSync(process.execPath, [fileURLToPath(FORMATTER), 'format', '--write', fileURLToPath(PAGE)]);
};

const measuredPart = (figures: readonly (Figure & { results: readonly Result[] })[]): string => {
  const { cpu, cores, memoryGb, node } = machine();
  const head = `Measured ${new Date().toISOString().slice(0, 10)} on ${cores} cores (${cpu}), ${memoryGb} GB, Node.js ${node}.`;
  const parts = figures.map((figure) => `## ${figure.title}\n\n${figure.about}\n\n${toTable([figure])}`);
  return [head, ...parts].join('\n\n');
};
