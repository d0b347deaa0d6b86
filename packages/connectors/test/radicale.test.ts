// The same contract on a server that others have written: Debian's package `radicale`.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { createCalDav, createGuardedFetch } from '../src/index.ts';
import { type CalendarSubject, calendarContract } from '../src/testing/index.ts';

const isThere = spawnSync('radicale', ['--version']).status === 0;
if (!isThere)
  process.stderr.write('\n*** SKIPPED: CalDAV on Radicale (sudo apt-get install radicale) ***\n\n');
const authorization = `Basic ${Buffer.from('ada:word').toString('base64')}`;
const compact = (ms: number): string => `${new Date(ms).toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;

describe.runIf(isThere)('on Radicale', () => {
  const folder = mkdtempSync(join(tmpdir(), 'radicale-'));
  let url = '';
  let stop = async (): Promise<unknown> => undefined;
  let made = 0;

  beforeAll(async () => {
    writeFileSync(join(folder, 'users'), 'ada:word\n');
    const options = {
      'server-hosts': '127.0.0.1:0',
      'auth-type': 'htpasswd',
      'auth-htpasswd-filename': join(folder, 'users'),
      'auth-htpasswd-encryption': 'plain',
      'auth-delay': '0',
      'storage-filesystem-folder': join(folder, 'data'),
      'logging-level': 'info',
    };
    const flags = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
    const server = spawn('radicale', ['--config', '', ...flags], { stdio: ['ignore', 'ignore', 'pipe'] });
    stop = async () => {
      server.kill();
      await once(server, 'exit');
    };
    const port = await new Promise<string>((resolve, reject) => {
      let said = '';
      server.stderr.on('data', (chunk) => {
        said += chunk;
        const [, listening] = /Listening on \D*127\.0\.0\.1\D+(\d+)/.exec(said) ?? [];
        if (listening !== undefined) resolve(listening);
      });
      server.once('exit', () => reject(new Error(said)));
    });
    url = `http://127.0.0.1:${port}`;
  });

  afterAll(async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const ask = async (
    target: string,
    method: string,
    body?: string,
    headers: object = {},
  ): Promise<string> => {
    const answer = await fetch(target, {
      method,
      headers: { authorization, ...headers },
      ...(body !== undefined && { body }),
    });
    expect(answer.status).toBeLessThan(300);
    return answer.text();
  };
  const put = (target: string, text: string) => ask(target, 'PUT', text, { 'content-type': 'text/calendar' });

  const make = async (): Promise<CalendarSubject> => {
    made += 1;
    const calendarId = `${url}/ada/work-${made}/`;
    await ask(calendarId, 'MKCALENDAR');
    return {
      calendar: createCalDav({
        fetch: createGuardedFetch({ allowedHosts: ['127.0.0.1'] }),
        url,
        username: 'ada',
        password: 'word',
      }),
      calendarId,
      add: ({ title, startMs, endMs }) => {
        const times = [`DTSTAMP:${compact(0)}`, `DTSTART:${compact(startMs)}`, `DTEND:${compact(endMs)}`];
        const event = ['BEGIN:VEVENT', `UID:${title}`, `SUMMARY:${title}`, ...times, 'END:VEVENT'];
        const calendar = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:x', ...event, 'END:VCALENDAR', ''];
        return put(`${calendarId}${title}.ics`, calendar.join('\r\n'));
      },
      count: async () => (await ask(calendarId, 'GET')).split('BEGIN:VEVENT').length - 1,
      rename: async ({ eventId }, title) =>
        put(eventId, (await ask(eventId, 'GET')).replace(/^SUMMARY:.*(?:\r?\n .*)*/m, `SUMMARY:${title}`)),
      remove: ({ eventId }) => ask(eventId, 'DELETE'),
      close: () => ask(calendarId, 'DELETE'),
    };
  };

  calendarContract(make);
});
