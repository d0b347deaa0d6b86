// The time zone that a typed place means: a city of the database's names, or one that people name for it.
import { Temporal } from 'temporal-polyfill';
import { isZone, zoneNames } from './zone.ts';

/** Where the database's names are older than the city's, what it is called now. */
const MODERN: Record<string, string> = {
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Europe/Kiev': 'Europe/Kyiv',
};

/** Cities and countries with one clock, by the zone that has it. */
const ALIASES: Record<string, string> = {
  'Europe/Berlin':
    'germany,deutschland,munich,munchen,muenchen,hamburg,cologne,koln,koeln,frankfurt,stuttgart,dusseldorf,leipzig,dresden,hannover,nuremberg,nurnberg,bremen,bonn,берлин,германия',
  'Europe/Vienna': 'austria,osterreich,oesterreich,wien,graz,salzburg,linz,innsbruck',
  'Europe/Zurich': 'switzerland,schweiz,suisse,zuerich,geneva,geneve,genf,basel,bern,lausanne',
  'Europe/London':
    'uk,united kingdom,great britain,england,scotland,wales,londres,manchester,birmingham,edinburgh,glasgow,liverpool,leeds,bristol,лондон',
  'Europe/Dublin': 'ireland,cork',
  'Europe/Paris':
    'france,frankreich,francia,lyon,marseille,toulouse,bordeaux,nice,nantes,lille,strasbourg,париж',
  'Europe/Madrid': 'spain,espana,spanien,barcelona,valencia,sevilla,seville,bilbao,malaga',
  'Europe/Lisbon': 'portugal,lisboa,lissabon,porto',
  'Europe/Rome':
    'italy,italia,italien,roma,rom,milan,milano,naples,napoli,turin,torino,florence,firenze,bologna',
  'Europe/Amsterdam': 'netherlands,holland,rotterdam,the hague,den haag,utrecht',
  'Europe/Brussels': 'belgium,belgique,brussel,bruxelles,antwerp',
  'Europe/Warsaw': 'poland,polska,warszawa,warschau,krakow,gdansk',
  'Europe/Prague': 'czechia,czech republic,praha,prag,brno',
  'Europe/Copenhagen': 'denmark,kobenhavn',
  'Europe/Stockholm': 'sweden,gothenburg,goteborg',
  'Europe/Oslo': 'norway,bergen',
  'Europe/Helsinki': 'finland',
  'Europe/Athens': 'greece,athen,thessaloniki',
  'Europe/Bucharest': 'romania,cluj',
  'Europe/Budapest': 'hungary',
  'Europe/Kyiv': 'ukraine,kiev,lviv,kharkiv,odesa,odessa,киев,київ',
  'Europe/Istanbul': 'turkey,turkiye,ankara,izmir',
  'Europe/Moscow': 'moskau,moscu,st petersburg,saint petersburg,москва,санкт-петербург,петербург',
  'Asia/Yekaterinburg': 'екатеринбург',
  'Asia/Novosibirsk': 'новосибирск',
  'Asia/Vladivostok': 'владивосток',
  'Asia/Jerusalem': 'israel,tel aviv,haifa',
  'Asia/Dubai': 'abu dhabi,uae',
  'Asia/Kolkata':
    'india,calcutta,mumbai,bombay,delhi,new delhi,bangalore,bengaluru,chennai,madras,hyderabad,pune,ahmedabad',
  'Asia/Karachi': 'pakistan,lahore,islamabad',
  'Asia/Dhaka': 'bangladesh',
  'Asia/Kathmandu': 'nepal',
  'Asia/Colombo': 'sri lanka',
  'Asia/Yangon': 'myanmar,rangoon',
  'Asia/Bangkok': 'thailand',
  'Asia/Ho_Chi_Minh': 'vietnam,saigon,hanoi,ho chi minh city',
  'Asia/Shanghai': 'china,beijing,peking,shenzhen,guangzhou',
  'Asia/Tokyo': 'japan,osaka,kyoto',
  'Asia/Seoul': 'korea,south korea,busan',
  'Asia/Manila': 'philippines',
  'Africa/Cairo': 'egypt,alexandria',
  'Africa/Johannesburg': 'south africa,cape town,durban,pretoria',
  'Africa/Lagos': 'nigeria,abuja',
  'Africa/Nairobi': 'kenya',
  'Australia/Sydney': 'canberra',
  'Pacific/Auckland': 'wellington,christchurch',
  'America/New_York':
    'nyc,new york city,boston,washington,washington dc,philadelphia,miami,atlanta,orlando,nueva york',
  'America/Chicago': 'houston,dallas,austin,san antonio,minneapolis,st louis,new orleans,nashville',
  'America/Denver': 'salt lake city,albuquerque',
  'America/Los_Angeles': 'la,san francisco,sf,seattle,san diego,las vegas,portland,sacramento,san jose',
  'America/Toronto': 'ottawa,montreal,quebec',
  'America/Edmonton': 'calgary',
  'America/Mexico_City': 'ciudad de mexico,cdmx,guadalajara',
  'America/Sao_Paulo': 'rio de janeiro,rio,brasilia,belo horizonte,curitiba',
  'America/Argentina/Buenos_Aires': 'argentina,buenos aires',
  'America/Bogota': 'colombia,medellin',
  'America/Lima': 'peru',
  'Pacific/Honolulu': 'hawaii',
  UTC: 'utc,zulu',
};

/** `Sao_Paulo` and “São Paulo” are one name. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s_/.'’]+/g, ' ')
    .trim();

let found: ReadonlyMap<string, string> | undefined;

/** By the name that is typed. Of two zones with one city's name, the first. */
const places = (): ReadonlyMap<string, string> => {
  if (found) return found;
  const map = new Map<string, string>();
  const add = (name: string, zone: string) => {
    if (!map.has(name)) map.set(name, zone);
  };
  for (const [zone, names] of Object.entries(ALIASES))
    for (const name of names.split(',')) add(plain(name), zone);
  for (const name of zoneNames()) {
    const zone = MODERN[name] ?? name;
    for (const one of [name, zone]) {
      add(plain(one), zone);
      add(plain(cityOf(one)), zone);
    }
  }
  found = map;
  return map;
};

export const cityOf = (zone: string): string => lastPart(zone).replaceAll('_', ' ');

const lastPart = (zone: string): string => zone.slice(zone.lastIndexOf('/') + 1);

/** Every name that is understood, as it is compared. */
export const placeNames = (): string[] => [...places().keys()];

/** Undefined for a place that is not known. `offset`: no place, but hours from UTC, or their abbreviation. */
export const findZone = (typed: string): { zone: string } | 'offset' | undefined => {
  const text = typed.trim();
  if (/^(?:utc|gmt)?\s*[+\u2212-]\s*\d{1,2}(?::?\d\d)?$/i.test(text)) return 'offset';
  if (isZone(text)) return { zone: MODERN[text] ?? text };
  const zone = [text, ...text.split(',')].map((part) => places().get(plain(part))).find(Boolean);
  if (zone !== undefined) return { zone };
  return /^(?:[a-z]{1,3}[sd]?t|gmt|cet|cest|wet|west|eet|eest|msk|bst)$/i.test(text) ? 'offset' : undefined;
};

export interface OffsetZones {
  /** Minutes east of UTC. */
  minutes: number;
  /** The well-known ones first. */
  zones: string[];
}

const KNOWN =
  'London Lisbon Dublin Lagos Casablanca Berlin Paris Madrid Rome Amsterdam Vienna Zurich Warsaw Stockholm Athens Helsinki Kyiv Bucharest Cairo Johannesburg Jerusalem Istanbul Moscow Riyadh Nairobi Dubai Baku Karachi Tashkent Kolkata Dhaka Bangkok Jakarta Ho_Chi_Minh Shanghai Singapore Hong_Kong Manila Perth Tokyo Seoul Adelaide Darwin Sydney Brisbane Melbourne Auckland Honolulu Anchorage Los_Angeles Vancouver Phoenix Denver Edmonton Chicago Mexico_City New_York Toronto Bogota Lima Halifax Caracas Santiago Sao_Paulo Buenos_Aires Azores UTC'.split(
    ' ',
  );

const rank = (zone: string): number => {
  const index = KNOWN.indexOf(lastPart(zone));
  return index < 0 ? KNOWN.length : index;
};

/** All zones by what their clocks show at that moment, from west to east. */
export const zonesByOffset = (nowMs: number): OffsetZones[] => {
  const groups = new Map<number, string[]>();
  const instant = Temporal.Instant.fromEpochMilliseconds(nowMs);
  for (const name of zoneNames()) {
    const minutes = instant.toZonedDateTimeISO(name).offsetNanoseconds / 60_000_000_000;
    groups.set(minutes, [...(groups.get(minutes) ?? []), MODERN[name] ?? name]);
  }
  return [...groups]
    .map(([minutes, zones]) => ({
      minutes,
      zones: zones.sort((one, other) => rank(one) - rank(other) || one.localeCompare(other)),
    }))
    .sort((one, other) => one.minutes - other.minutes);
};
