// The language of the app, and what numbers, days and times look like in it.
import { computed, signal } from '@preact/signals';

export type Language = 'en' | 'de';

/** A code such as `de-AT`; what we do not speak becomes English. */
export const languageOf = (code: string | undefined): Language => (/^de\b/i.test(code ?? '') ? 'de' : 'en');

export const language = signal<Language>('en');
let ofDevice: Language = 'en';

/** What is spoken until the person is known. */
export const speakAsDevice = (code: string | undefined): void => {
  ofDevice = languageOf(code);
  language.value = ofDevice;
};
/** @param code what the person chose, or else Telegram's; undefined: neither is known, and the device's is spoken again */
export const speakAsPerson = (code: string | undefined): void => {
  language.value = code === undefined ? ofDevice : languageOf(code);
};
/** The person's zone; undefined: the machine's. */
export const zone = signal<string | undefined>(undefined);

/** Zones get new names (`Europe/Kyiv`): an older browser formats no time in one that it has not heard of. */
export const isKnownZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
};

const locale = computed(() => (language.value === 'de' ? 'de-DE' : 'en-GB'));

const formats = new Map<string, Intl.DateTimeFormat>();
const format = (options: Intl.DateTimeFormatOptions, atMs: number): string => {
  const all = { ...(zone.value ? { timeZone: zone.value } : {}), ...options };
  const key = `${locale.value} ${JSON.stringify(all)}`;
  const made = formats.get(key) ?? new Intl.DateTimeFormat(locale.value, all);
  formats.set(key, made);
  return made.format(atMs);
};

/** `14:05` */
export const timeText = (atMs: number): string => format({ hour: '2-digit', minute: '2-digit' }, atMs);
/** `08:05`, or `Fri 08:05` where it is another day there. Undefined: their clock shows what the person's does. */
export const timeElsewhere = (atMs: number, timeZone: string): string | undefined => {
  const whole = { day: 'numeric', hour: '2-digit', minute: '2-digit' } as const;
  if (!isKnownZone(timeZone) || format({ ...whole, timeZone }, atMs) === format(whole, atMs))
    return undefined;
  const day = (at: Intl.DateTimeFormatOptions) => format({ day: 'numeric', ...at }, atMs);
  const isSameDay = day({ timeZone }) === day({});
  const weekday = isSameDay ? {} : ({ weekday: 'short' } as const);
  return format({ ...weekday, hour: '2-digit', minute: '2-digit', timeZone }, atMs);
};
/** `Friday, 12 March` */
export const longDayText = (atMs: number): string =>
  format({ weekday: 'long', day: 'numeric', month: 'long' }, atMs);
/** `12 Mar 2027` */
export const dateText = (atMs: number): string =>
  format({ day: 'numeric', month: 'short', year: 'numeric' }, atMs);

/** `Fri, 12 Mar 2027`, of an ISO date: the same day in every zone. */
export const plainDateText = (date: string): string =>
  format(
    { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' },
    Date.parse(date),
  );

/** The hour on the person's clock. */
export const hourOf = (atMs: number): number =>
  Number(
    new Intl.DateTimeFormat('en-GB', {
      hour: '2-digit',
      hourCycle: 'h23',
      ...(zone.value ? { timeZone: zone.value } : {}),
    }).format(atMs),
  );

/** `2027-03-12`, the day on the person's clock. */
export const isoDateOf = (atMs: number): string => {
  const options = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  const inZone = zone.value ? { timeZone: zone.value } : {};
  return new Intl.DateTimeFormat('en-CA', { ...options, ...inZone }).format(atMs);
};

/** When the person's next day begins, to the second: a day has 23 to 25 hours, in a few places half hours as well. */
export const nextDayMs = (atMs: number): number => {
  const day = isoDateOf(atMs);
  let [early, late] = [Math.floor(atMs / 1000), Math.ceil(atMs / 1000) + 26 * 3600];
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (isoDateOf(middle * 1000) === day) early = middle;
    else late = middle;
  }
  return late * 1000;
};

/** A day as a number that grows by one at midnight in the person's zone. */
const dayNumber = (atMs: number): number => Date.parse(isoDateOf(atMs)) / 86_400_000;

const relative = computed(() => new Intl.RelativeTimeFormat(locale.value, { numeric: 'auto' }));

/** `today`, `tomorrow`, `Fri`, `12 Mar`: as near as it is. */
export const dayText = (atMs: number, nowMs: number): string => {
  const days = dayNumber(atMs) - dayNumber(nowMs);
  if (Math.abs(days) <= 1) return relative.value.format(days, 'day');
  if (days > 0 && days < 7) return format({ weekday: 'long' }, atMs);
  const isThisYear = Math.abs(days) < 180;
  return format(
    { weekday: 'short', day: 'numeric', month: 'short', ...(isThisYear ? {} : { year: 'numeric' }) },
    atMs,
  );
};

/** `today, 14:05` */
export const momentText = (atMs: number, nowMs: number): string =>
  `${dayText(atMs, nowMs)}, ${timeText(atMs)}`;

/** `3 minutes ago`, `in 2 hours` */
export const distanceText = (atMs: number, nowMs: number): string => {
  const seconds = (atMs - nowMs) / 1000;
  const size = Math.abs(seconds);
  if (size < 45) return relative.value.format(0, 'second');
  if (size < 3570) return relative.value.format(Math.round(seconds / 60), 'minute');
  if (size < 84_600) return relative.value.format(Math.round(seconds / 3600), 'hour');
  return relative.value.format(Math.round(seconds / 86_400), 'day');
};

export const numberText = (value: number): string =>
  new Intl.NumberFormat(locale.value, value >= 10_000 ? { notation: 'compact' } : {}).format(value);

/** `15 minutes`, `2 hours`, `1 day`: in the largest unit that it is whole in. */
export const spanText = (minutes: number): string => {
  const [unit, size] =
    minutes % 1440 === 0 ? ['day', 1440] : minutes % 60 === 0 ? ['hour', 60] : ['minute', 1];
  return new Intl.NumberFormat(locale.value, { style: 'unit', unit, unitDisplay: 'long' }).format(
    minutes / size,
  );
};

/** ISO weekday, 1 is Monday. */
export const weekdayText = (day: number, width: 'short' | 'long'): string =>
  new Intl.DateTimeFormat(locale.value, { weekday: width, timeZone: 'UTC' }).format(Date.UTC(2024, 0, day));

const plurals = computed(() => new Intl.PluralRules(locale.value));
/** English and German know one and more. */
export const plural = (count: number, one: string, other: string): string =>
  `${numberText(count)} ${plurals.value.select(count) === 'one' ? one : other}`;
