// The same contract on servers that others have written: Debian's packages `radicale` and `xandikos`.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '@steward/stand-ins/testing';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { createCalDav, createGuardedFetch } from '../src/index.ts';
import { answering, type CalendarSubject, calendarContract } from '../src/testing/index.ts';

interface OtherServer {
  command: string;
  home: string;
  start(folder: string, port: number): ChildProcess;
}

const radicale: OtherServer = {
  command: 'radicale',
  home: '/ada/',
  start: (folder, port) => {
    writeFileSync(join(folder, 'users'), 'ada:word\n');
    const options = {
      'server-hosts': `127.0.0.1:${port}`,
      'auth-type': 'htpasswd',
      'auth-htpasswd-filename': join(folder, 'users'),
      'auth-htpasswd-encryption': 'plain',
      'auth-delay': '0',
      'storage-filesystem-folder': join(folder, 'data'),
    };
    const flags = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
    return spawn('radicale', ['--config', '', ...flags], { stdio: 'ignore' });
  },
};

/** It asks for no password. */
const xandikos: OtherServer = {
  command: 'xandikos',
  home: '/user/calendars/',
  start: (folder, port) =>
    spawn('xandikos', ['-d', folder, '--defaults', '-l', '127.0.0.1', '-p', `${port}`], { stdio: 'ignore' }),
};

const authorization = `Basic ${Buffer.from('ada:word').toString('base64')}`;
const compact = (ms: number): string => `${new Date(ms).toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;

const isThere = ({ command }: OtherServer): boolean => {
  if (spawnSync(command, ['--version']).status === 0) return true;
  process.stderr.write(`\n*** SKIPPED: CalDAV on ${command} (sudo apt-get install ${command}) ***\n\n`);
  return false;
};

/** @throws when the server has ended */
const untilItListens = async (server: ChildProcess, port: number): Promise<void> => {
  for (;;) {
    if (server.exitCode !== null) throw new Error('The server has ended');
    const socket = connect(port, '127.0.0.1');
    const listens = await new Promise((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    });
    socket.destroy();
    if (listens) return;
    await wait(50);
  }
};

const request = async (
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

const put = (target: string, text: string) =>
  request(target, 'PUT', text, { 'content-type': 'text/calendar' });

const subjectAt = async (url: string, calendarId: string): Promise<CalendarSubject> => {
  await request(calendarId, 'MKCALENDAR');
  const guarded = createGuardedFetch({ allowedHosts: ['127.0.0.1'] });
  const { answer, fetch: answered } = answering(guarded, (href) => href === calendarId);
  return {
    calendar: createCalDav({ fetch: answered, url, username: 'ada', password: 'word' }),
    ...{ answer, calendarId },
    add: ({ title, startMs, endMs }) => {
      const times = [`DTSTAMP:${compact(0)}`, `DTSTART:${compact(startMs)}`, `DTEND:${compact(endMs)}`];
      const event = ['BEGIN:VEVENT', `UID:${title}`, `SUMMARY:${title}`, ...times, 'END:VEVENT'];
      const calendar = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:x', ...event, 'END:VCALENDAR', ''];
      return put(`${calendarId}${title}.ics`, calendar.join('\r\n'));
    },
    count: async () => (await request(calendarId, 'PROPFIND', '', { depth: '1' })).split('.ics</').length - 1,
    rename: async ({ eventId }, title) =>
      put(eventId, (await request(eventId, 'GET')).replace(/^SUMMARY:.*(?:\r?\n .*)*/m, `SUMMARY:${title}`)),
    remove: ({ eventId }) => request(eventId, 'DELETE'),
    close: () => request(calendarId, 'DELETE'),
  };
};

for (const other of [radicale, xandikos])
  describe.runIf(isThere(other))(`on ${other.command}`, () => {
    const folder = mkdtempSync(join(tmpdir(), `${other.command}-`));
    let server: ChildProcess;
    let url = '';
    let made = 0;

    beforeAll(async () => {
      const port = await freePort();
      server = other.start(folder, port);
      await untilItListens(server, port);
      url = `http://127.0.0.1:${port}`;
    });

    afterAll(async () => {
      if (server.kill()) await once(server, 'exit');
      rmSync(folder, { recursive: true, force: true });
    });

    calendarContract(() => {
      made += 1;
      return subjectAt(url, `${url}${other.home}work-${made}/`);
    });
  });
