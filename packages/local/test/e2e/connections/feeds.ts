// Feeds as some servers send them: by the last part of their address.
import type { RequestListener } from 'node:http';

const day = (ms: number) => new Date(ms).toISOString().slice(0, 10).replaceAll('-', '');

const calendar = (...lines: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n');

const event = (title: string, start: string, ...more: string[]): string[] => [
  ...['BEGIN:VEVENT', `UID:${title}`, 'DTSTAMP:20260101T000000Z', `DTSTART${start}`, `SUMMARY:${title}`],
  ...['ATTENDEE:mailto:canary-guest@example.com', ...more, 'END:VEVENT'],
];

const at = (zone = '') => `${zone}:${day(Date.now())}T120000${zone === '' ? 'Z' : ''}`;

/** The product's clock is ahead of ours, and midnight may come meanwhile. */
const DAILY = ['DURATION:PT1H', 'RRULE:FREQ=DAILY'];

export const todays = (title: string): string => calendar(...event(title, at(), ...DAILY));

const TEXTS: Record<string, () => string> = {
  endless: () =>
    calendar(
      ...event('canary-endless', at(), 'RRULE:FREQ=SECONDLY'),
      ...event('canary-beside', at(), ...DAILY),
    ),
  zone: () =>
    calendar(
      ...event('canary-mars', at(';TZID=Mars/Olympus Mons'), ...DAILY),
      ...event('canary-beside', at(), ...DAILY),
    ),
  large: () => calendar(...event('canary-large', at(), `DESCRIPTION:${'x'.repeat(6 * 2 ** 20)}`)),
  page: () => '<!doctype html><title>Sign in</title><p>canary-page</p>',
  empty: () => '',
};

export const feeds: RequestListener = ({ url = '' }, response) => {
  const name = url.slice(url.lastIndexOf('/') + 1);
  const text = TEXTS[name]?.();
  if (name === 'away') return void response.socket?.destroy();
  if (text === undefined) return void response.writeHead(Number(name)).end('canary-server-text');
  response.writeHead(200, { 'content-type': 'text/calendar' }).end(text);
};
