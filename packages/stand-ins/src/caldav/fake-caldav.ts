// A CalDAV server in memory that is stricter than real ones: what it accepts, they accept. It fails as it is told to, also in the
// ways of servers that were met: refusing inside of a 207, keeping the ETag to itself, losing the answer to what it has done.
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import { isSameSecret } from '../http/asks-key.ts';
import { listenOnLoopback } from '../http/listen-on-loopback.ts';
import { readBody } from '../http/read-body.ts';
import { createCollection, type StoredEvent } from './collection.ts';
import { multistatus, propstat } from './multistatus.ts';

export type CalDavFault =
  /** Before anything is done. */
  | 'reset'
  /** After it is done: the answer is lost. */
  | 'reset-after'
  | 'silent'
  | 'no-multistatus'
  | 'cut-off'
  /** The status; of a write as the inner one of a 207. */
  | { status: number; headers?: OutgoingHttpHeaders }
  | { inner: number }
  | { redirect: string };

export interface FakeCalDav {
  readonly url: string;
  /** Of the one calendar that can be written to. */
  readonly calendarUrl: string;
  readonly username: string;
  readonly password: string;
  readonly requests: { method: string; path: string; authorization: string | undefined }[];
  /** By their names. */
  readonly events: Map<string, StoredEvent>;
  /** Of the next request with this method, or of any. */
  fail(fault: CalDavFault, method?: string): void;
  /** As somebody else would, past every check. */
  put(name: string, text: string): void;
  close(): Promise<void>;
}

export interface FakeCalDavOptions {
  /** A PUT is answered without its ETag. */
  keepsEtags?: boolean;
  port?: number;
}

const HOME = '/calendars/ada/';
const CALENDAR = `${HOME}work/`;
const MAX_BYTES = 1_000_000;

interface Answer {
  status: number;
  headers?: OutgoingHttpHeaders;
  body?: string;
}

export const startFakeCalDav = async ({
  keepsEtags = false,
  port = 0,
}: FakeCalDavOptions = {}): Promise<FakeCalDav> => {
  const [username, password] = ['ada@example.com', 'app-password-1'];
  const expected = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const requests: FakeCalDav['requests'] = [];
  const faults: { fault: CalDavFault; method: string | undefined }[] = [];
  const collection = createCollection();

  const answer = (method: string, path: string, request: IncomingMessage, body: string): Answer => {
    if (path === '/.well-known/caldav') return { status: 301, headers: { location: '/dav/' } };
    if (!isSameSecret(request.headers.authorization ?? '', expected))
      return { status: 401, headers: { 'www-authenticate': 'Basic realm="calendars"' } };
    if (method === 'PROPFIND') return propfind(path, request, body);
    if (method === 'REPORT') return path === CALENDAR ? report(request, body) : { status: 404 };
    if (!path.startsWith(CALENDAR) || path === CALENDAR) return { status: path.startsWith(HOME) ? 403 : 404 };
    const name = decodeURIComponent(path.slice(CALENDAR.length));
    if (method === 'GET') return collection.get(name);
    if (method === 'DELETE') return collection.remove(name, request.headers['if-match']);
    if (method !== 'PUT') return { status: 405 };
    if (!/^text\/calendar\b/.test(request.headers['content-type'] ?? '')) return { status: 415 };
    const stored = collection.store(name, body, request.headers);
    return keepsEtags && stored.status < 300 ? { status: stored.status } : stored;
  };

  const report = (request: IncomingMessage, body: string): Answer => {
    const range = /<c:time-range start="(\d{8}T\d{6}Z)" end="(\d{8}T\d{6}Z)"\/>/.exec(body);
    if (request.headers.depth !== '1' || !isXml(request) || !range || !body.includes('<c:calendar-data/>'))
      return { status: 400 };
    return {
      status: 207,
      body: multistatus(
        collection.between(range[1] as string, range[2] as string).map(({ name, etag, text }) =>
          propstat(CALENDAR + encodeURIComponent(name), {
            'D:getetag': escaped(etag),
            'C:calendar-data': escaped(text),
          }),
        ),
      ),
    };
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url: path = '' } = request;
    requests.push({ method, path, authorization: request.headers.authorization });
    const body = (await readBody(request, MAX_BYTES))?.toString() ?? '';
    const index = faults.findIndex((one) => one.method === undefined || one.method === method);
    const fault = index === -1 ? undefined : faults.splice(index, 1)[0]?.fault;
    if (fault === 'silent') return;
    if (fault === 'reset') return void response.socket?.resetAndDestroy();
    const given =
      fault === undefined || typeof fault === 'string'
        ? answer(method, path, request, body)
        : faulty(fault, path);
    if (fault === 'reset-after') return void response.socket?.resetAndDestroy();
    const text = fault === 'no-multistatus' ? '<html><body>Welcome</body></html>' : given.body;
    response.writeHead(given.status, {
      ...(given.status === 207 && { 'content-type': 'application/xml; charset=utf-8' }),
      ...given.headers,
    });
    response.end(fault === 'cut-off' ? text?.slice(0, -30) : text);
  };

  const server = createServer(
    (request, response) => void serve(request, response).catch(() => response.destroy()),
  );
  const { endpoint, close } = await listenOnLoopback(server, port, { graceMs: 0 });
  return {
    url: endpoint,
    calendarUrl: endpoint + CALENDAR,
    username,
    password,
    requests,
    events: collection.events,
    fail: (fault, method) => void faults.push({ fault, method }),
    put: collection.put,
    close,
  };
};

const faulty = (fault: Exclude<CalDavFault, string>, path: string): Answer => {
  if ('redirect' in fault) return { status: 302, headers: { location: fault.redirect } };
  if ('status' in fault) return fault;
  const inner = `<D:response><D:href>${path}</D:href><D:status>HTTP/1.1 ${fault.inner} No</D:status></D:response>`;
  return { status: 207, body: multistatus([inner]) };
};

const isXml = ({ headers }: IncomingMessage): boolean =>
  /^(?:application|text)\/xml\b/.test(headers['content-type'] ?? '');

/** Lines end as some servers write them. */
const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\r/g, '&#13;');

const href = (path: string): string => `<D:href>${path}</D:href>`;

const propfind = (path: string, request: IncomingMessage, body: string): Answer => {
  const { depth } = request.headers;
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
  return {
    status: 207,
    body: multistatus([
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
    ]),
  };
};

const one = (response: string): Answer => ({ status: 207, body: multistatus([response]) });
