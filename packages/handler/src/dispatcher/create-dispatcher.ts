// The clock of all that is due. A tick takes from the index what comes within the next minute and a half, waits for each
// moment, and queues it. The index is the inbox: what is done leaves it, so a tick that finds a thing again queues it again,
// and the queue's deduplication and the claim of the work make that harmless.
import type { Clock, DueIndex, TickStore } from '@steward/core';
import type { Log } from '../observability/log.ts';
import type { Meter } from '../observability/metrics.ts';
import type { UpdateQueue } from '../queue/update-queue.ts';
import { type Agenda, readAgenda } from './agenda.ts';
import { createTellZones } from './tell-zones.ts';

export interface DispatcherDependencies {
  index: DueIndex;
  ticks: TickStore;
  queue: Pick<UpdateQueue, 'send'>;
  /** Of this process's time zone data, e.g. `2026c`. */
  tzVersion: string;
  clock: Clock;
  log: Log;
  meter: Meter;
}

export type TickOutcome =
  /** Nothing was due. */
  | 'idle'
  | 'queued'
  /** The rest is for the next tick. */
  | 'out-of-time';

const MINUTE_MS = 60_000;
/** Longer than the pause between two ticks: nothing falls between them, also when one comes late. */
export const LOOK_AHEAD_MS = 90_000;
/**
 * The horizon stays so far behind the time of the look: what was written just before it may not be in the index yet, or may
 * be due at once. Looks overlap by that much, less than the five minutes that the queue knows its messages for.
 */
export const LAG_MS = MINUTE_MS;
/** With a horizon this old, no tick has come for a while. */
const GAP_MS = 5 * MINUTE_MS;
/** In one minute of so many, all that is overdue is queued again; also by a process's first tick, whose queue may be new. */
const SWEEP_EVERY = 10;
/** 20 a second: Telegram takes 30 over all chats. */
const PACE_MS = 50;
/** Longest sleep: a machine that slept meanwhile, or a clock that was set, is noticed then. */
const NAP_MS = 5_000;
/** A tick begins nothing more this long before its function's end. */
const RESERVE_MS = 10_000;

/** @returns one tick; `remainingMs` is the time until the function is stopped */
export const createDispatcher = (deps: DispatcherDependencies) => {
  const { index, ticks, queue, clock, log, meter } = deps;
  const tellZones = createTellZones(deps);
  let isFirst = true;

  const tick = async (remainingMs: () => number) => {
    const lookMs = clock.now();
    const { horizonMs, tzVersion } = await ticks.read();
    const sweeps =
      isFirst || saysNothing(horizonMs, lookMs) || Math.floor(lookMs / MINUTE_MS) % SWEEP_EVERY === 0;
    const afterMs = sweeps ? 0 : (horizonMs ?? 0);
    const agenda = await readAgenda(index, afterMs, lookMs + LOOK_AHEAD_MS);
    let moved = false;
    /** Once: as soon as all that was due at the look is queued, or as far as that came. */
    const moveHorizon = async (): Promise<void> => {
      if (moved) return;
      const toMs = Math.min(lookMs - LAG_MS, agenda.readUpToMs - 1, (agenda.firstMs() ?? lookMs) - 1);
      // False where another tick came further.
      await ticks.moveHorizon(horizonMs, toMs, clock.now());
      moved = true;
    };
    try {
      const done = await queueAll(agenda, { lookMs, remainingMs, moveHorizon });
      if (done.outcome !== 'out-of-time') {
        isFirst = false;
        const aheadMs = horizonMs !== undefined && horizonMs > lookMs ? horizonMs : undefined;
        await tellZones(tzVersion, aheadMs, () => remainingMs() >= RESERVE_MS);
      }
      return { ...done, sweeps };
    } finally {
      await moveHorizon();
    }
  };

  const queueAll = async (
    agenda: Agenda,
    { lookMs, remainingMs, moveHorizon }: Look,
  ): Promise<{ outcome: TickOutcome; queued: number; oldestMs: number; lateMs: number }> => {
    const oldestMs = Math.max(0, lookMs - (agenda.oldestMs ?? lookMs));
    let [queued, lateMs, freeMs] = [0, 0, 0];
    for (let firstMs = agenda.firstMs(); firstMs !== undefined; firstMs = agenda.firstMs()) {
      const nowMs = clock.now();
      // Further ahead than it was: the clock was set back.
      if (remainingMs() < RESERVE_MS || firstMs > nowMs + LOOK_AHEAD_MS)
        return { outcome: 'out-of-time', queued, oldestMs, lateMs };
      const due = freeMs > nowMs && freeMs <= nowMs + PACE_MS ? undefined : agenda.next(nowMs);
      if (due) {
        freeMs = nowMs + PACE_MS;
        await queue.send(due.message);
        agenda.remove(due);
        queued += 1;
        if (due.dueMs > lookMs) lateMs = Math.max(lateMs, clock.now() - due.dueMs);
      } else {
        // A table that refuses now is asked again; nobody is to be late for that.
        if (firstMs > nowMs) await moveHorizon().catch(() => {});
        await clock.sleep(Math.min(NAP_MS, Math.max(firstMs, freeMs) - nowMs));
      }
    }
    return { outcome: queued > 0 ? 'queued' : 'idle', queued, oldestMs, lateMs };
  };

  return async (remainingMs: () => number): Promise<TickOutcome> => {
    meter.count('Ticks');
    try {
      const { outcome, queued, oldestMs, lateMs, sweeps } = await tick(remainingMs);
      meter.count('Dispatched', queued);
      meter.time('OldestDue', oldestMs);
      if (outcome !== 'idle')
        log.info('Queued what is due', {
          action: 'tick',
          outcome,
          queued,
          oldest_ms: oldestMs,
          late_ms: lateMs,
          sweeps,
        });
      return outcome;
    } catch (error) {
      log.error('A tick failed', error, { action: 'tick', outcome: 'failed' });
      throw error;
    } finally {
      meter.flush();
    }
  };
};

interface Look {
  lookMs: number;
  remainingMs: () => number;
  moveHorizon: () => Promise<void>;
}

/** No tick came for a while, or the horizon lies ahead: it is of a clock that was set back since. */
const saysNothing = (horizonMs: number | undefined, nowMs: number): boolean =>
  horizonMs === undefined || horizonMs < nowMs - GAP_MS || horizonMs > nowMs;
