// What a run counts, and the table it prints.
import type { Phase } from './gate.ts';

export interface Counts {
  /** Kills by boundary, as `<kind> · <step>`. */
  hits: Map<string, Record<Phase, number>>;
  /** Kills at a random moment, by kind of deed. */
  moments: Map<string, number>;
  /** Of workers. */
  kills: number;
  deeds: number;
  updates: number;
  /** Finished texts that stand in a chat a second time. */
  repeated: number;
  /** First words of an answer that a lost placeholder left behind; the answer stands in another message. */
  beginnings: number;
  /** Messages given up after two sends of unknown fate. */
  givenUp: number;
}

export const createCounts = (): Counts => ({
  hits: new Map(),
  moments: new Map(),
  kills: 0,
  deeds: 0,
  updates: 0,
  repeated: 0,
  beginnings: 0,
  givenUp: 0,
});

export const boundary = (kind: string, step: string): string => `${kind} · ${step}`;

/** Of a dispatcher: `kills` are of workers. */
export const noteHit = (counts: Counts, name: string, phase: Phase): void => {
  const hit = counts.hits.get(name) ?? { before: 0, after: 0 };
  hit[phase] += 1;
  counts.hits.set(name, hit);
};

export const countHit = (counts: Counts, name: string, phase: Phase): void => {
  noteHit(counts, name, phase);
  counts.kills += 1;
};

export const countMoment = (counts: Counts, kind: string): void => {
  counts.moments.set(kind, (counts.moments.get(kind) ?? 0) + 1);
  counts.kills += 1;
};

export const describeCounts = (counts: Counts, seed: number, seconds: number): string => {
  const rows = [...counts.hits].sort(([a], [b]) => (a < b ? -1 : 1));
  const width = Math.max(...rows.map(([name]) => name.length), 0);
  const moments = [...counts.moments.values()].reduce((sum, count) => sum + count, 0);
  return [
    `${'killed at'.padEnd(width)}  before  after`,
    ...rows.map(
      ([name, { before, after }]) =>
        `${name.padEnd(width)}  ${String(before).padStart(6)}  ${String(after).padStart(5)}`,
    ),
    `${'a random moment'.padEnd(width)}  ${String(moments).padStart(6)}`,
    '',
    `${counts.kills} kills in ${counts.deeds} deeds (${counts.updates} updates), ${seconds.toFixed(0)} s, STEWARD_SEED=${seed}`,
    `visible repeats: ${counts.repeated} finished texts, ${counts.beginnings} beginnings of answers; given up after two unknown sends: ${counts.givenUp}`,
  ].join('\n');
};
