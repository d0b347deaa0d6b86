// A CalDAV server in memory that is stricter than real ones: what it accepts, they accept.
import { isSameSecret } from '../http/asks-key.ts';
import type { FakeReply, FakeRequest } from '../service/fake-request.ts';
import { type FakeService, startFakeService } from '../service/start-fake-service.ts';
import { createCollection, type StoredEvent } from './collection.ts';
import { multistatus, propstat } from './multistatus.ts';

export interface FakeCalDav extends FakeService {
  /** Of the one calendar that can be written to. */
  readonly calendarUrl: string;
  readonly username: string;
  readonly password: string;
  /** Every `Authorization` that came, right or wrong. */
  readonly authorizations: string[];
  /** By their names. */
  readonly events: Map<string, StoredEvent>;
  /** As somebody else would, past every check. */
  put(name: string, text: string): void;
}

export interface FakeCalDavOptions {
  /** A PUT is answered without its ETag. */
  keepsEtags?: boolean;
  port?: number;
}

const HOME = '/calendars/ada/';
const CALENDAR = `${HOME}work/`;

/** As some servers say no, of a write or of all that was asked for: inside of a 207. */
export const refusedInside = (status: number): FakeReply =>
  one(`<D:response><D:href>${CALENDAR}</D:href><D:status>HTTP/1.1 ${status} No</D:status></D:response>`);

export const startFakeCalDav = async ({
  keepsEtags = false,
  port = 0,
}: FakeCalDavOptions = {}): Promise<FakeCalDav> => {
  const [username, password] = ['ada@example.com', 'app-password-1'];
  const expected = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const authorizations: string[] = [];
  const collection = createCollection();

  const part = (request: FakeRequest): FakeReply => {
    const { method, headers, body } = request;
    const path = request.url.pathname;
    if (headers.authorization !== undefined) authorizations.push(headers.authorization);
    if (path === '/.well-known/caldav') return { status: 301, headers: { location: '/dav/' } };
    if (!isSameSecret(headers.authorization ?? '', expected))
      return { status: 401, headers: { 'www-authenticate': 'Basic realm="calendars"' } };
    if (method === 'PROPFIND') return propfind(request);
    if (method === 'REPORT') return path === CALENDAR ? report(request) : { status: 404 };
    if (!path.startsWith(CALENDAR) || path === CALENDAR) return { status: path.startsWith(HOME) ? 403 : 404 };
    const name = decodeURIComponent(path.slice(CALENDAR.length));
    if (method === 'GET') return collection.get(name);
    if (method === 'DELETE') return collection.remove(name, headers['if-match']);
    if (method !== 'PUT') return { status: 405 };
    if (!/^text\/calendar\b/.test(headers['content-type'] ?? '')) return { status: 415 };
    const stored = collection.store(name, body, headers);
    return keepsEtags && stored.status < 300 ? { status: stored.status } : stored;
  };

  const report = (request: FakeRequest): FakeReply => {
    const { headers, body } = request;
    const range = /<c:time-range start="(\d{8}T\d{6}Z)" end="(\d{8}T\d{6}Z)"\/>/.exec(body);
    if (headers.depth !== '1' || !isXml(request) || !range || !body.includes('<c:calendar-data/>'))
      return { status: 400 };
    return many(
      collection.between(range[1] as string, range[2] as string).map(({ name, etag, text }) =>
        propstat(CALENDAR + encodeURIComponent(name), {
          'D:getetag': escaped(etag),
          'C:calendar-data': escaped(text),
        }),
      ),
    );
  };

  const service = await startFakeService([part], { port, notFound: { status: 404 } });
  return {
    ...service,
    calendarUrl: service.url + CALENDAR,
    ...{ username, password, authorizations },
    events: collection.events,
    put: collection.put,
  };
};

const isXml = ({ headers }: FakeRequest): boolean =>
  /^(?:application|text)\/xml\b/.test(headers['content-type'] ?? '');

/** Lines end as some servers write them. */
const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\r/g, '&#13;');

const href = (path: string): string => `<D:href>${path}</D:href>`;

const propfind = (request: FakeRequest): FakeReply => {
  const { headers, url, body } = request;
  const { depth } = headers;
  const path = url.pathname;
  if ((depth !== '0' && depth !== '1') || !isXml(request) || !/<d:prop>.*<\/d:prop>/.test(body))
    return { status: 400 };
  const asks = (name: string): boolean => body.includes(`${name}/>`);
  if (path === '/dav/' && asks('current-user-principal'))
    return one(propstat(path, { 'D:current-user-principal': href('/principals/ada/') }));
  if (path === '/principals/ada/' && asks('calendar-home-set'))
    return one(
      propstat(path, {
        'C:calendar-home-set': href(HOME),
        'C:calendar-user-address-set': href('/principals/ada/') + href('mailto:ada@example.com'),
        'D:displayname': 'Ada',
      }),
    );
  if (path !== HOME || depth !== '1') return { status: 404 };
  const calendar = '<D:collection/><C:calendar/>';
  const may = (right: string): string => `<D:privilege><D:${right}/></D:privilege>`;
  const events = '<C:comp name="VEVENT"/>';
  return many([
    propstat(HOME, { 'D:resourcetype': '<D:collection/>', 'D:displayname': 'Home' }),
    propstat(CALENDAR, {
      'D:resourcetype': calendar,
      'D:displayname': '2026',
      'D:current-user-privilege-set': may('read') + may('write'),
      'C:supported-calendar-component-set': events,
    }),
    propstat(`${HOME}tasks/`, {
      'D:resourcetype': calendar,
      'C:supported-calendar-component-set': '<C:comp name="VTODO"/>',
    }),
    propstat(`${HOME}holid%C3%A4ys/`, {
      'D:resourcetype': calendar,
      'D:current-user-privilege-set': may('read'),
    }),
  ]);
};

const many = (responses: string[]): FakeReply => ({
  status: 207,
  headers: { 'content-type': 'application/xml; charset=utf-8' },
  body: multistatus(responses),
});

const one = (response: string): FakeReply => many([response]);
