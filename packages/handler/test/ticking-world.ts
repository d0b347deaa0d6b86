// The clock of all that is due, whole and on fakes: dispatchers, their queue, and the worker, by a clock that a test sets.
import type { DueItem, Reminder } from '@steward/core';
import { createFakeClock, sampleReminder } from '@steward/core/testing';
import { createDispatcher } from '../src/dispatcher/create-dispatcher.ts';
import { silentLog } from '../src/observability/log.ts';
import { silentMeter } from '../src/observability/metrics.ts';
import { type DueNote, readDue, readZones } from '../src/queue/queue-message.ts';
import { type Bench, createBench } from './bench.ts';

const DEDUPLICATION_MS = 5 * 60_000;

export interface Rung {
  owner: number;
  text: string;
  atMs: number;
}

export interface TickingWorldOptions {
  /** Plants faults before a delivery. What is left of them is gone after it. */
  disturb?: (bench: Bench, note: DueNote) => void;
}

export const createTickingWorld = (startMs: number, { disturb }: TickingWorldOptions = {}) => {
  const asleep = createFakeClock(startMs, { mode: 'auto' });
  let setMs = 0;
  const now = (): number => asleep.now() + setMs;
  const clock = { now, sleep: asleep.sleep };
  const bench = createBench({ clock });
  const { due, reminders, ticks, profiles } = bench.stores;
  const rung: Rung[] = [];
  /** What lies in the index of each owner: read anew when something of theirs rang. */
  const index = new Map<number, DueItem[]>();
  const lookAt = async (owner: number): Promise<void> => {
    const all = await reminders.list(owner);
    const items = all.flatMap(({ number, dueMs }) =>
      dueMs === undefined ? [] : [{ owner, sk: `REMINDER#${number}`, dueMs }],
    );
    index.set(owner, items);
  };

  let seen = 0;
  const deliver = async (note: DueNote): Promise<void> => {
    for (let receiveCount = 1, ended = 'kept'; ended === 'kept'; receiveCount += 1) {
      if (receiveCount > 1) await clock.sleep(60_000);
      disturb?.(bench, note);
      ended = await bench.deliver(note, { receiveCount });
      bench.stores.failAfterWrites(undefined);
      bench.answers.length = 0;
    }
    for (const { method, params } of bench.calls.slice(seen))
      if (method === 'sendMessage')
        rung.push({ owner: Number(params.chat_id), text: String(params.text), atMs: now() });
    seen = bench.calls.length;
    await lookAt(note.owner);
  };

  const known = new Map<string, number>();
  let working = Promise.resolve();
  const queue = {
    async send({ deduplicationId, body }: { deduplicationId: string; body: string }) {
      const knownMs = known.get(deduplicationId);
      if (knownMs !== undefined && Math.abs(now() - knownMs) < DEDUPLICATION_MS) return;
      known.set(deduplicationId, now());
      const value = JSON.parse(body);
      const [note, zones] = [readDue(value), readZones(value)];
      if (note) working = working.then(() => deliver(note));
      if (zones)
        working = working.then(async () => {
          await bench.deliver(zones);
          await lookAt(zones.owner);
        });
    },
  };

  /** As a process of its own: its first tick looks for all that is overdue. */
  const startDispatcher = () => {
    const tick = createDispatcher({
      index: {
        ...due,
        async *dueBetween(afterMs, untilMs) {
          const items = [...index.values()].flat();
          yield* items
            .filter(({ dueMs }) => dueMs > afterMs && dueMs <= untilMs)
            .sort((a, b) => a.dueMs - b.dueMs);
        },
      },
      ticks,
      queue,
      tzVersion: process.versions.tz ?? '',
      clock,
      log: silentLog,
      meter: silentMeter,
    });
    return async (): Promise<void> => {
      const endMs = performance.now() + 300_000;
      try {
        await tick(() => endMs - performance.now());
      } finally {
        await working;
      }
    };
  };

  return {
    bench,
    rung,
    now,
    startDispatcher,
    firstDueMs: () => Math.min(...[...index.values()].flat().map(({ dueMs }) => dueMs)),
    setClock(ms: number) {
      setMs = ms - asleep.now();
    },
    async remind(changes: Partial<Reminder> & { owner: number; dueMs: number }, zone?: string) {
      if (zone !== undefined)
        await profiles.update(changes.owner, { zone: { name: zone, from: 'asked' }, updatedAtMs: now() });
      const schedule = { kind: 'instant', atMs: changes.dueMs } as const;
      await reminders.create(sampleReminder({ authorId: changes.owner, schedule, ...changes }));
      await lookAt(changes.owner);
    },
  };
};
