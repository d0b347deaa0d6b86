// What was used on each of the last days, also where that was nothing.
import { dayOf } from '@steward/core';
import type { DayUsage } from '@steward/core/web-contract';
import type { RouteDependencies } from './route-dependencies.ts';

const DAYS = 7;
const DAY_MS = 86_400_000;

/** Of UTC days, today last. */
export const usageOf = async (
  { usage }: Pick<RouteDependencies, 'usage'>,
  owner: number,
  nowMs: number,
): Promise<DayUsage[]> => {
  const days = Array.from({ length: DAYS }, (_, index) => dayOf(nowMs - (DAYS - 1 - index) * DAY_MS));
  const known = await usage.days(owner, days[0] ?? '', days.at(-1) ?? '');
  return days.map((day) => known.find((one) => one.day === day) ?? { day, turns: 0, tokens: 0 });
};
