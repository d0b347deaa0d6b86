// When suggestions come by themselves, where a person wants them to. Safe to repeat.
import type { BriefingStore } from '@steward/core';
import { removeDaily, setDaily } from '../briefing/keep-daily.ts';

/** In the afternoon, before what it offers for the evening. */
const EXTRA_TIME = '16:30';

/** In a private chat, whose id is the person's. */
export const keepSuggestions = async (
  extras: BriefingStore,
  { owner, atMs }: { owner: number; atMs: number },
  zone: string | undefined,
  isOn: boolean,
): Promise<void> => {
  if (isOn) await setDaily(extras, { owner, atMs }, zone, { time: EXTRA_TIME, authorId: owner });
  else await removeDaily(extras, owner);
};
