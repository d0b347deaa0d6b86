// From the address that a person knows to the account's calendars (RFC 4791, 5397, 6764): principal, home, collections.
import type { Account, CalendarInfo } from '../calendar/calendar.ts';
import { ConnectorError } from '../connector-error.ts';
import { readName } from '../http/read-fields.ts';
import type { DavClient } from './dav-client.ts';
import { childrenOf, type DavResponse, type Element, textOf } from './multistatus.ts';

export interface Home {
  account: Account;
  collections: URL[];
}

const propfind = (...properties: string[]): string =>
  `<?xml version="1.0" encoding="utf-8"?><d:propfind xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:prop>${properties
    .map((name) => `<${name}/>`)
    .join('')}</d:prop></d:propfind>`;

const PRINCIPAL = propfind('d:current-user-principal');
const HOME = propfind('c:calendar-home-set', 'c:calendar-user-address-set', 'd:displayname');
const CALENDARS = propfind(
  'd:resourcetype',
  'd:displayname',
  'd:current-user-privilege-set',
  'c:supported-calendar-component-set',
);

/** What does not answer as a server of calendars does may be one at another path. */
const ELSEWHERE = new Set(['gone', 'bad-answer', 'scope', 'forbidden-address']);

export const findHome = async (dav: DavClient, server: URL, signal?: AbortSignal): Promise<Home> => {
  const principal = await findPrincipal(dav, server, signal);
  const [answer] = await dav.ask(principal, { method: 'PROPFIND', depth: 0, body: HOME, signal });
  const properties = answer?.properties ?? {};
  const collections = hrefsIn(properties, 'calendar-home-set', answer);
  if (collections.length === 0) throw new ConnectorError('gone');
  const addresses = hrefTexts(properties, 'calendar-user-address-set')
    .filter((one) => /^mailto:/i.test(one))
    .map((one) => one.slice('mailto:'.length));
  const name = readName(addresses[0]) ?? readName(textOf(properties, 'displayname'));
  return { account: { ...(name !== undefined && { name }), addresses }, collections };
};

const findPrincipal = async (dav: DavClient, server: URL, signal?: AbortSignal): Promise<URL> => {
  const places = new Set([
    server.href,
    new URL('/.well-known/caldav', server).href,
    new URL('/', server).href,
  ]);
  let failure = new ConnectorError('gone');
  for (const place of places) {
    try {
      const [answer] = await dav.ask(new URL(place), {
        method: 'PROPFIND',
        depth: 0,
        body: PRINCIPAL,
        signal,
      });
      const [found] = hrefsIn(answer?.properties ?? {}, 'current-user-principal', answer);
      if (found) return found;
      if (childrenOf(answer?.properties ?? {}, 'current-user-principal').some((one) => one.unauthenticated))
        throw new ConnectorError('auth');
    } catch (error) {
      if (!(error instanceof ConnectorError) || !ELSEWHERE.has(error.code)) throw error;
      // That it is elsewhere says more than that it is not here.
      if (failure.code !== 'forbidden-address') failure = error;
    }
  }
  throw failure;
};

export const listCalendars = async (
  dav: DavClient,
  home: URL,
  signal?: AbortSignal,
): Promise<CalendarInfo[]> => {
  const answers = await dav.ask(home, { method: 'PROPFIND', depth: 1, body: CALENDARS, signal });
  return answers
    .filter(({ properties }) => isForEvents(properties))
    .map(({ href, properties }) => ({
      id: href.href,
      name: readName(textOf(properties, 'displayname')) ?? lastStep(href),
      writable: mayWrite(properties),
    }));
};

const lastStep = ({ pathname }: URL): string => {
  const step = pathname.split('/').filter(Boolean).at(-1) ?? '';
  try {
    return readName(decodeURIComponent(step)) ?? 'Calendar';
  } catch {
    // A URL may have a % that begins nothing.
    return readName(step) ?? 'Calendar';
  }
};

const isForEvents = (properties: Element): boolean => {
  const isCalendar = childrenOf(properties, 'resourcetype').some((type) => type.calendar !== undefined);
  const sets = childrenOf(properties, 'supported-calendar-component-set');
  const components = sets
    .flatMap((set) => childrenOf(set, 'comp'))
    .map((one) => String(one['@_name']).toUpperCase());
  return isCalendar && (components.length === 0 || components.includes('VEVENT'));
};

/** Who does not say what is allowed is asked by trying. */
const mayWrite = (properties: Element): boolean => {
  const sets = childrenOf(properties, 'current-user-privilege-set');
  const rights = sets.flatMap((set) => childrenOf(set, 'privilege')).flatMap((one) => Object.keys(one));
  return (
    sets.length === 0 || ['all', 'write', 'write-content', 'bind'].some((right) => rights.includes(right))
  );
};

const hrefTexts = (properties: Element, name: string): string[] =>
  childrenOf(properties, name)
    .flatMap((one) => childrenOf(one, 'href'))
    .map((href) => href['#text']?.trim() ?? '')
    .filter((text) => text !== '');

/** Relative to where the answer came from, which may be another host than the one that was asked first. */
const hrefsIn = (properties: Element, name: string, answer: DavResponse | undefined): URL[] =>
  hrefTexts(properties, name)
    .filter((text) => URL.canParse(text, answer?.href.href))
    .map((text) => new URL(text, answer?.href));
