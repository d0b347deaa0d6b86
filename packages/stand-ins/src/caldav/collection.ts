// The events of one calendar, with what RFC 4791 and 7232 ask of who writes them.
import type { IncomingHttpHeaders } from 'node:http';
import type { FakeReply } from '../service/fake-request.ts';

export interface StoredEvent {
  name: string;
  etag: string;
  text: string;
}

export const createCollection = () => {
  const events = new Map<string, StoredEvent>();
  let version = 0;

  const put = (name: string, text: string): StoredEvent => {
    version += 1;
    const stored = { name, etag: `"v${version}"`, text };
    events.set(name, stored);
    return stored;
  };

  return {
    events,
    put,
    get: (name: string): FakeReply => {
      const found = events.get(name);
      return found ? { status: 200, headers: { etag: found.etag }, body: found.text } : { status: 404 };
    },
    store: (name: string, text: string, headers: IncomingHttpHeaders): FakeReply => {
      const present = events.get(name);
      if (headers['if-none-match'] === '*' && present) return { status: 412 };
      if (headers['if-match'] !== undefined && headers['if-match'] !== present?.etag) return { status: 412 };
      // Nobody writes here without knowing what was there.
      if (headers['if-none-match'] !== '*' && headers['if-match'] === undefined) return { status: 428 };
      const uid = readValid(text);
      if (uid === undefined) return { status: 403 };
      if ([...events.values()].some((one) => one.name !== name && uidOf(one.text) === uid))
        return { status: 409 };
      return { status: present ? 204 : 201, headers: { etag: put(name, text).etag } };
    },
    remove: (name: string, etag: string | undefined): FakeReply => {
      const present = events.get(name);
      if (!present) return { status: 404 };
      if (etag === undefined) return { status: 428 };
      if (etag !== present.etag) return { status: 412 };
      events.delete(name);
      return { status: 204 };
    },
    /** Of what recurs, everything: who asked expands it. */
    between: (from: string, to: string): StoredEvent[] =>
      [...events.values()].filter(({ text }) => {
        const start = readValue(text, 'DTSTART') ?? '';
        const end = readValue(text, 'DTEND') ?? start;
        return /^R(?:RULE|DATE)/m.test(text) || (start < to && end >= from.slice(0, end.length));
      }),
  };
};

const readValue = (text: string, name: string): string | undefined =>
  new RegExp(`^${name}(?:;[^:]*)?:(.*?)\\r?$`, 'm').exec(text)?.[1];

const uidOf = (text: string): string | undefined => readValue(text, 'UID');

/** The UID of a valid object: one event, with all that must be there and nothing that must not. */
const readValid = (text: string): string | undefined => {
  const lines = text.split('\r\n');
  const [start = '', end = ''] = ['DTSTART', 'DTEND'].map((name) => readValue(text, name) ?? '');
  const valid =
    lines[0] === 'BEGIN:VCALENDAR' &&
    lines.at(-2) === 'END:VCALENDAR' &&
    lines.at(-1) === '' &&
    lines.every((line) => !line.includes('\n') && Buffer.byteLength(line) <= 75) &&
    lines.filter((line) => line === 'BEGIN:VEVENT').length === 1 &&
    ['VERSION', 'PRODID', 'DTSTAMP', 'SUMMARY'].every((name) => readValue(text, name) !== undefined) &&
    readValue(text, 'METHOD') === undefined &&
    /^\d{8}(?:T\d{6}Z)?$/.test(start) &&
    start.length === end.length &&
    start < end;
  return valid ? uidOf(text) : undefined;
};
