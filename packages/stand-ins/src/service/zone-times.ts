// Clocks of named zones, for services that tell times by them.

/** What the clock of `zone` is ahead of UTC at this instant. */
const offsetMs = (zone: string, at: number): number => {
  const part = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName');
  const [, sign = '+', hours = '0', minutes = '0'] = /([+-])(\d{2}):(\d{2})/.exec(part?.value ?? '') ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
};

/** The instant of `2026-12-03T09:00:00` on the clock of a zone. */
export const fromLocal = (text: string, zone: string): number => {
  const wanted = Date.parse(`${text}Z`);
  const guess = wanted - offsetMs(zone, wanted);
  return wanted - offsetMs(zone, guess);
};

/** What the clock of a zone shows at an instant, without an offset. */
export const toLocal = (ms: number, zone: string): string =>
  new Date(ms + offsetMs(zone, ms)).toISOString().slice(0, 19);

/** The same with its offset: `2026-12-03T09:00:00+01:00`. */
export const toOffset = (ms: number, zone: string): string => {
  const minutes = offsetMs(zone, ms) / 60_000;
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${toLocal(ms, zone)}${minutes < 0 ? '-' : '+'}${two(size / 60)}:${two(size % 60)}`;
};
