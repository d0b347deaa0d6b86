// Reads what stands in somebody's calendars, with a limit: however slow a provider is, the answer comes.

import type { Agenda } from '../../../connections/reading.ts';
import type { Services } from '../../../context/services.ts';
import { type Days, windowOf } from './days.ts';

/** What is read by then is told, and what is not is missing. */
const GRACE_MS = 500;

/** `late`: nothing came back in time, not even what is missing. */
export const readAgenda = async (
  { clock, integrations }: Pick<Services, 'clock'> & Required<Pick<Services, 'integrations'>>,
  asked: { owner: number; days: Days; zone: string; atMostMs: number; signal: AbortSignal },
): Promise<Agenda | 'late'> => {
  const { owner, days, zone, atMostMs } = asked;
  const [ended, slow] = [new AbortController(), new AbortController()];
  const waiting = AbortSignal.any([asked.signal, ended.signal]);
  const late = async () => {
    await clock.sleep(atMostMs - GRACE_MS, waiting);
    slow.abort();
    await clock.sleep(GRACE_MS, waiting);
    return 'late' as const;
  };
  try {
    return await Promise.race([
      integrations.calendars.agenda(owner, windowOf(days, zone), slow.signal),
      late(),
    ]);
  } finally {
    ended.abort();
  }
};
