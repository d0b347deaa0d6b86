// What a setting may be: judged alike in the chat and in the app. A zone is judged by `isZone`, a title by `isTitle`.
import type { QuietHours } from './quiet-hours.ts';
import type { WorkingHours } from './working-hours.ts';

export const APP_LANGUAGES = ['en', 'de'] as const;
export const STREAMING_WAYS = ['edit', 'draft', 'off'] as const;
export const THINKING_WAYS = ['off', 'on', 'show'] as const;

/** A clock on the wall, `08:00`. */
export const isClock = (text: string): boolean => /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text);

/** From a clock to another one, over midnight or not. */
export const areHours = ({ from, until }: QuietHours): boolean =>
  isClock(from) && isClock(until) && from !== until;

/** As they are kept: the days ascending, each once. Undefined: they cannot be. */
export const workingHoursOf = ({ days, from, until }: WorkingHours): WorkingHours | undefined => {
  const isDay = (day: number) => Number.isInteger(day) && day >= 1 && day <= 7;
  if (days.length === 0 || !days.every(isDay) || !areHours({ from, until })) return undefined;
  return { days: [...new Set(days)].sort((one, other) => one - other), from, until };
};

const isMinutes =
  (least: number, most: number) =>
  (value: unknown): value is number =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;

/** A slot somebody can still get ready for. */
export const USUAL_NOTICE_MINUTES = 60;

export const isBuffer = isMinutes(0, 120);
/** Up to two weeks. */
export const isNotice = isMinutes(0, 20_160);
/** Up to a week before. */
export const isEventLead = isMinutes(1, 10_080);
