// Puts measured tables into docs/benchmarks.md, between its markers: each figure's in a section of its own, with the day and
// the machine, so that one figure can be measured anew without the others.
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

type Described = Pick<Figure, 'title' | 'about'>;
export type Measured = Described & { results: readonly Result[] };

export const publish = (measured: readonly Measured[], all: readonly Described[]): void => {
  const { cpu, cores, memoryGb, node } = machine();
  const where = `Measured ${new Date().toISOString().slice(0, 10)} on ${cores} cores (${cpu}), ${memoryGb} GB, Node.js ${node}.`;
  writeFileSync(PAGE, withTables(readFileSync(PAGE, 'utf8'), measured, { all, where }));
  // As `npm test` wants to find it.
  spawnSync(process.execPath, [fileURLToPath(FORMATTER), 'format', '--write', fileURLToPath(PAGE)]);
};

/** The page with these sections new, in the order of all figures; those of the others stay, those of no figure go. */
export const withTables = (
  page: string,
  measured: readonly Measured[],
  { all, where }: { all: readonly Described[]; where: string },
): string => {
  const [before, rest] = page.split(BEGIN);
  const [between, after] = rest?.split(END) ?? [];
  if (before === undefined || between === undefined || after === undefined)
    throw new Error(`docs/benchmarks.md lacks ${BEGIN} and ${END}`);
  const sections = new Map(between.split(/^## /m).map((section) => [section.split('\n')[0], section.trim()]));
  for (const figure of measured)
    sections.set(
      figure.title,
      [figure.title, figure.about, where, toTable([{ title: figure.title, results: figure.results }])].join(
        '\n\n',
      ),
    );
  const shown = all.flatMap(({ title }) => sections.get(title) ?? []);
  return `${before}${BEGIN}\n${shown.map((section) => `## ${section}`).join('\n\n')}\n${END}${after}`;
};
