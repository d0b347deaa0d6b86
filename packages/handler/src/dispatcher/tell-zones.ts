// What is due has to be computed anew: by new time zone data, or because a clock that was ahead let a series skip days. Told
// to the worker, owner by owner.
import type { DueIndex, TickStore } from '@steward/core';
import { zonesMessage } from '../queue/queue-message.ts';
import type { UpdateQueue } from '../queue/update-queue.ts';

export interface TellZonesDependencies {
  index: DueIndex;
  ticks: TickStore;
  queue: Pick<UpdateQueue, 'send'>;
  /** Of this process's data, e.g. `2026c`. */
  tzVersion: string;
}

/**
 * When the time is too short the next tick begins anew, and the queue knows whom it has been told. A process with older data
 * says nothing of that.
 *
 * @returns a function that is called by each tick; `known`: the version that all was computed with, `aheadMs`: a horizon
 * that lies ahead, of a clock that was
 */
export const createTellZones = ({ index, ticks, queue, tzVersion }: TellZonesDependencies) => {
  let toldOfMs: number | undefined;

  /** False: the time was too short. */
  const tellAll = async (version: string, hasTime: () => boolean): Promise<boolean> => {
    const told = new Set<number>();
    for await (const { owner } of index.dueBetween(0, Number.MAX_SAFE_INTEGER)) {
      if (!hasTime()) return false;
      if (told.has(owner)) continue;
      told.add(owner);
      await queue.send(zonesMessage({ steward: 'zones', owner, version }));
    }
    return true;
  };

  return async (
    known: string | undefined,
    aheadMs: number | undefined,
    hasTime: () => boolean,
  ): Promise<void> => {
    const isNew = known === undefined || known < tzVersion;
    if (isNew && (await tellAll(tzVersion, hasTime))) await ticks.setTzVersion(tzVersion);
    // Once a process: what was computed anew stays right.
    if (aheadMs === undefined || aheadMs === toldOfMs) return;
    if (await tellAll(`${tzVersion}-${aheadMs}`, hasTime)) toldOfMs = aheadMs;
  };
};
