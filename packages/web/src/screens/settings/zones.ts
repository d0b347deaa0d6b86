// Time zones as people look for them: by their city, with what the clock shows there now.
import { plainText } from '../../texts/search.ts';

export const deviceZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

export const allZones = (): string[] => {
  const zones = Intl.supportedValuesOf('timeZone');
  return zones.includes('UTC') ? zones : [...zones, 'UTC'];
};

/** Browsers keep the names that these had long ago. */
const CITY_TODAY: Record<string, string> = {
  'Africa/Asmera': 'Asmara',
  'America/Godthab': 'Nuuk',
  'Asia/Calcutta': 'Kolkata',
  'Asia/Katmandu': 'Kathmandu',
  'Asia/Rangoon': 'Yangon',
  'Asia/Saigon': 'Ho Chi Minh City',
  'Europe/Kiev': 'Kyiv',
};

/** `America/Argentina/Buenos_Aires` → `Buenos Aires` */
export const cityOf = (zone: string): string =>
  CITY_TODAY[zone] ?? (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
/** `America, Argentina` */
export const regionOf = (zone: string): string =>
  zone.split('/').slice(0, -1).join(', ').replaceAll('_', ' ');

const plain = (text: string): string =>
  plainText(text)
    .replace(/[\s_/-]+/g, ' ')
    .trim();

/** Those whose words begin as the query does, city first. */
export const findZones = (zones: readonly string[], query: string): string[] => {
  const wanted = plain(query);
  if (wanted === '') return [...zones];
  const rank = (zone: string): number => {
    if (plain(cityOf(zone)).startsWith(wanted)) return 0;
    return ` ${plain(zone)}`.includes(` ${wanted}`) ? 1 : 2;
  };
  return [0, 1].flatMap((wantedRank) => zones.filter((zone) => rank(zone) === wantedRank));
};

/** `UTC+2`, and the time there. */
export const clockOf = (zone: string, nowMs: number): { offset: string; time: string } => {
  const part = (options: Intl.DateTimeFormatOptions, type: string) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options })
      .formatToParts(nowMs)
      .find((one) => one.type === type)?.value ?? '';
  const offset = part({ timeZoneName: 'shortOffset' }, 'timeZoneName').replace('GMT', 'UTC');
  const time = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  return { offset, time: time.format(nowMs) };
};
