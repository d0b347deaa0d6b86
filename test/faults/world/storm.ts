// What goes wrong when everything may: chance picks faults for every call, and keeps count of what was played.

import type { FakeScript } from '@steward/core/testing';
import type { PortCall, PortFault } from '../../kit/ports/faulty-services.ts';
import type { LineFault } from '../../kit/ports/telegram-line.ts';
import type { WorldFaults } from '../../kit/ports/virtual-world.ts';
import { faulty, healthy, MODEL_FAULTS } from './model-faults.ts';
import { markOf } from './referee.ts';
import type { Chance } from './seed.ts';

export const FAULT_KINDS = [
  'model',
  'telegram',
  'storage',
  'queue',
  'redelivery',
  'webhook',
  'deadline',
  'clock',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** A lease is told by clocks: where they jump by more than it lasts, no message may have two workers. */
export const someKinds = (chance: Chance): FaultKind[] => {
  const left = chance.pick<FaultKind>(['redelivery', 'clock']);
  return FAULT_KINDS.filter((kind) => kind !== left);
};

export interface Storm {
  faults: WorldFaults;
  model: (question: string) => FakeScript;
  /** How often each fault was played. */
  played: Map<string, number>;
}

const MINUTE_MS = 60_000;

/** `strength`: the part of calls that is hit; `kinds`: all of them when left out. */
export const createStorm = (
  chance: Chance,
  { strength = 0.04, kinds }: { strength?: number; kinds?: readonly FaultKind[] } = {},
): Storm => {
  const played = new Map<string, number>();
  const has = (kind: FaultKind) => kinds === undefined || kinds.includes(kind);
  const note = <T>(name: string, fault: T): T => {
    played.set(name, (played.get(name) ?? 0) + 1);
    return fault;
  };

  const telegram = (): LineFault | undefined => {
    if (!chance.happens(strength)) return undefined;
    const fault = chance.pick<LineFault>([
      { kind: 'status', error_code: 429, retry_after: chance.between(1, 20) },
      { kind: 'status', error_code: 429, retry_after: chance.between(60, 400) },
      { kind: 'status', error_code: 500 },
      { kind: 'html-502' },
      { kind: 'reset' },
      { kind: 'reset-after-accept' },
      { kind: 'timeout-before' },
      { kind: 'timeout-after-accept' },
      { kind: 'delay', ms: chance.between(100, 9_000) },
    ]);
    return note(nameOf(fault), fault);
  };

  const port = ({ port: name }: PortCall): PortFault | undefined => {
    const kind = name === 'queue' ? 'queue' : 'storage';
    if (!has(kind) || !chance.happens(strength / 2)) return undefined;
    const fault = chance.pick<PortFault>([
      { kind: 'unavailable' },
      { kind: 'answer-lost' },
      { kind: 'slow', ms: chance.between(50, 5_000) },
    ]);
    return note(`${kind}: ${fault.kind}`, fault);
  };

  let skewMs = 0;
  const jump = (): number => {
    if (chance.happens(strength / 40)) {
      skewMs = note('clock jumps', chance.between(-10 * MINUTE_MS, 10 * MINUTE_MS));
    }
    return skewMs;
  };

  const often = (kind: FaultKind, name: string, probability: number): boolean =>
    has(kind) && chance.happens(Math.min(probability, 0.5)) && note(name, true);

  return {
    played,
    model(question) {
      const mark = markOf(question) ?? 'nothing';
      if (!has('model') || !chance.happens(strength * 6)) return healthy(mark, chance);
      const fault = chance.pick(MODEL_FAULTS);
      return note(`model ${fault}`, faulty(fault, mark, chance));
    },
    faults: {
      ...(has('telegram') && { telegram }),
      port,
      ...(has('clock') && { skewMs: jump }),
      queue: {
        functionMs: () =>
          often('deadline', 'deadline about to pass', strength * 2)
            ? chance.between(50_000, 90_000)
            : 900_000,
        redeliverAfterMs: () =>
          often('redelivery', 'redelivered during processing', strength * 2)
            ? chance.between(0, 20_000)
            : undefined,
        losesDelete: () => often('queue', 'delivered after its end', strength),
      },
      delivery: {
        repeatAfterMs: () =>
          often('webhook', 'duplicate out of the window', strength * 2)
            ? chance.between(6, 90) * MINUTE_MS
            : undefined,
        losesAnswer: () => often('webhook', 'duplicate within the window', strength * 2),
        secretIsAway: () => often('webhook', 'SSM is away', strength * 4),
      },
    },
  };
};

const nameOf = (fault: LineFault): string => {
  if (fault.kind !== 'status') return `telegram ${fault.kind}`;
  if (fault.error_code !== 429) return `telegram ${fault.error_code}`;
  return `telegram 429, ${(fault.retry_after ?? 0) > 50 ? 'long' : 'short'}`;
};

/** `name × count`, one after the other: a line for the output of a test. */
export const countsOf = (counts: ReadonlyMap<string, number> | Record<string, number>): string =>
  (counts instanceof Map ? [...counts] : Object.entries(counts))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => `${name} × ${count}`)
    .join(', ');
