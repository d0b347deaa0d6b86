// New time zone data: what was computed with the old is told to the worker, owner by owner. A reminder that is due earlier
// now would ring late otherwise.
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
 * says nothing.
 */
export const tellZones = async (
  { index, ticks, queue, tzVersion: version }: TellZonesDependencies,
  known: string | undefined,
  hasTime: () => boolean,
): Promise<void> => {
  if (known !== undefined && known >= version) return;
  const told = new Set<number>();
  for await (const { owner } of index.dueBetween(0, Number.MAX_SAFE_INTEGER)) {
    if (!hasTime()) return;
    if (told.has(owner)) continue;
    told.add(owner);
    await queue.send(zonesMessage({ steward: 'zones', owner, version }));
  }
  await ticks.setTzVersion(version);
};
