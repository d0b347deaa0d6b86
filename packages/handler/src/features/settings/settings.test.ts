// /settings, /hours, /streaming, /model default: what is set is stored, shown, and does what it says.
import { createFakeClock, createFakeModel, paced } from '@steward/core/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Bench, createBench, USER } from '../../../test/bench.ts';
import { button, GROUP, inGroup, quickBench, sessionsOf } from '../../../test/people.ts';
import type { FormattedText } from '../../telegram/format/formatted-text.ts';
import type { Command, CommandContext } from '../feature.ts';
import { daysInWords, readDays } from './days.ts';
import { showSettings } from './show-settings.ts';

let bench: Bench;

beforeEach(() => {
  bench = createBench({ clock: createFakeClock(Date.UTC(2027, 2, 11), { mode: 'auto' }) });
});

const stored = async (owner = USER.id) => await bench.services.profiles.get(owner);

describe('/hours', () => {
  test.each([
    ['9:00-17:00 mon-fri', [1, 2, 3, 4, 5], '09:00', '17:00'],
    ['9-17', [1, 2, 3, 4, 5], '09:00', '17:00'],
    ['weekdays 9am to 5pm', [1, 2, 3, 4, 5], '09:00', '17:00'],
    ['from 8.30 to 16 on Monday, Wednesday and Friday', [1, 3, 5], '08:30', '16:00'],
    ['Mo-Do von 9 bis 17 Uhr', [1, 2, 3, 4], '09:00', '17:00'],
    ['22:00-06:00 fri-mon', [1, 5, 6, 7], '22:00', '06:00'],
    ['daily 10-18', [1, 2, 3, 4, 5, 6, 7], '10:00', '18:00'],
    ['tue thu 10-18', [2, 4], '10:00', '18:00'],
    ['lunes a viernes 9:00-14:00', [1, 2, 3, 4, 5], '09:00', '14:00'],
    ['пн-пт 9-18', [1, 2, 3, 4, 5], '09:00', '18:00'],
    ['segunda-feira a sexta-feira 9-18', [1, 2, 3, 4, 5], '09:00', '18:00'],
  ])('%s is understood', async (typed, days, from, until) => {
    await bench.send(`/hours ${typed}`);
    expect((await stored())?.workingHours).toEqual({ days, from, until });
    expect(bench.said()).toContain(`You work ${daysInWords(days)}, ${from}–${until}.`);
  });

  test.each([
    '9:00',
    '25-26',
    '9-9',
    'mon-fri',
    'at night',
    '9-17 mon-xyz',
    '9-17 mon-fri, sat 9-12',
    'x'.repeat(200),
  ])('%s changes nothing', async (typed) => {
    await bench.send(`/hours ${typed}`);
    expect(await stored()).not.toHaveProperty('workingHours');
    expect(bench.said()).toContain('so nothing was changed. Write for example /hours 9:00-17:00 mon-fri');
  });

  test('what is left out stays as it is', async () => {
    await bench.send('/hours 8-12 sat sun');
    await bench.send('/hours mon-thu');
    expect(bench.said()).toContain('You work Mon–Thu, 08:00–12:00.');
    await bench.send('/hours 10-14');
    expect((await stored())?.workingHours).toEqual({ days: [1, 2, 3, 4], from: '10:00', until: '14:00' });
  });

  test('“9-5” is the afternoon, and a tap makes it the night', async () => {
    await bench.send('/hours 9-5');
    expect(bench.said()).toContain('Mon–Fri, 09:00–17:00');
    await bench.tap(button(bench, 'Until 05:00 instead'));
    expect(bench.said()).toContain('Mon–Fri, 09:00–05:00');
    await bench.send('/hours 09:00-05:00');
    expect(bench.buttons().map(({ text }) => text)).not.toContain('Until 05:00 instead');
    expect(bench.said()).toContain('Mon–Fri, 09:00–05:00');
  });

  test('alone it offers some, and Off ends it', async () => {
    await bench.send('/hours');
    expect(bench.said()).toContain('You have set no working hours.');
    await bench.tap(button(bench, '08:00–16:00'));
    expect((await stored())?.workingHours).toEqual({ days: [1, 2, 3, 4, 5], from: '08:00', until: '16:00' });
    await bench.send('/hours');
    await bench.tap(button(bench, 'Off'));
    expect(await stored()).not.toHaveProperty('workingHours');
    for (const data of ['hours:9:17:1', 'hours:0900:1700:8', 'hours:0900:1700:', 'hours'])
      await bench.tap(data);
    await bench.send('/workinghours 9-17');
    await bench.send('/hours off');
    expect(await stored()).not.toHaveProperty('workingHours');
  });

  test('is no matter of a group', async () => {
    await inGroup(bench, '/hours 9-17');
    expect(bench.said()).toContain('in our private chat');
    await bench.tap('hours:0900:1700:1', { message: { message_id: 900, date: 1, chat: GROUP } });
    expect(await stored(GROUP.id)).not.toHaveProperty('workingHours');
  });
});

test('days are read in the person’s own language first', () => {
  expect([readDays('do', 'de'), readDays('do', 'es')]).toEqual([[4], [7]]);
  expect([readDays('di-do', 'en'), readDays('wochenende'), readDays('m')]).toEqual([
    [2, 3, 4],
    [6, 7],
    undefined,
  ]);
  expect(
    [
      [1, 2],
      [1, 2, 3, 7],
      [1, 3, 4, 5, 7],
    ].map(daysInWords),
  ).toEqual(['Mon, Tue', 'Mon–Wed, Sun', 'Mon, Wed–Fri, Sun']);
});

describe('/streaming', () => {
  const callsOf = (method: string) => bench.calls.filter((call) => call.method === method).length;

  /** How an answer that takes a while is shown. */
  const shownBy = async (ask: () => Promise<unknown>) => {
    bench.model.script(paced(5_000, ['One. ', 'Two. ', 'Three.']));
    const [sent, edits, drafts] = SHOWING.map(callsOf) as [number, number, number];
    await ask();
    return {
      edits: callsOf('editMessageText') - edits,
      drafts: callsOf('sendMessageDraft') - drafts,
      sent: callsOf('sendMessage') - sent,
    };
  };
  const SHOWING = ['sendMessage', 'editMessageText', 'sendMessageDraft'];

  test('each way shows an answer as it says, whatever the operator set', async () => {
    await bench.send('Hello');
    expect(await shownBy(() => bench.send('Go'))).toMatchObject({ drafts: 0, sent: 1 });
    await bench.send('/streaming off');
    expect(bench.said()).toBe('✍️ An answer is sent once, when it is whole.');
    expect(await shownBy(() => bench.send('Go'))).toEqual({ edits: 0, drafts: 0, sent: 1 });
    await bench.tap(button(bench, 'A draft that grows'));
    const grown = await shownBy(() => bench.send('Go'));
    expect(grown).toMatchObject({ edits: 0, sent: 1 });
    expect(grown.drafts).toBeGreaterThan(0);
    await bench.tap(button(bench, 'As usual'));
    expect(bench.said()).toBe(
      '✍️ An answer is a message that grows while it is written. This is the usual way.',
    );
    expect(await stored()).not.toHaveProperty('streaming');
    expect((await shownBy(() => bench.send('Go'))).edits).toBeGreaterThan(1);
  });

  test('a group has no drafts', async () => {
    bench.services.config.streaming = 'draft';
    await inGroup(bench, '/streaming draft');
    expect(bench.said()).toContain('so nothing was changed');
    await inGroup(bench, '/streaming');
    expect(bench.said()).toContain('is a message that grows');
    expect(bench.buttons().map(({ text }) => text)).toEqual(['Once, whole']);
  });

  test('what is none of them changes nothing', async () => {
    await bench.send('/streaming fast');
    await bench.tap('streaming:fast');
    await bench.tap('streaming');
    expect(bench.said()).toContain('I do not know “fast”, so nothing was changed.');
    expect(await stored()).not.toHaveProperty('streaming');
  });
});

describe('/model default', () => {
  const modelsUsed = async () => (await sessionsOf(bench)).map(({ modelName }) => modelName).toSorted();

  test('is the model of the first conversation, and of one that begins with a question', async () => {
    await bench.send('/model default 2');
    expect(bench.said()).toBe(
      '✅ New conversations use large:9b from now on. /model default usual ends that.',
    );
    await bench.send('Hello');
    expect(bench.shown().at(-2)).toMatch(/^Started session 1 with the model large:9b\. \/newsession/);
    await bench.send('/model small:1b');
    await bench.send('/new What is love?');
    expect(await modelsUsed()).toEqual(['large:9b', 'small:1b']);
    await bench.send('/newsession');
    expect(bench.said()).toContain('or send /newsession 2.');
  });

  test('is offered below another model of a session, once it differs', async () => {
    await bench.send('Hello');
    await bench.send('/model 2');
    await bench.tap(button(bench, 'Use it for new conversations too'));
    expect((await stored())?.defaultModel).toBe('large:9b');
    await bench.send('/model 1');
    await bench.send('/model 2');
    expect(bench.said()).toContain('now uses large:9b.');
    expect(bench.chat().at(-1)?.buttons).toEqual([]);
  });

  test('alone it shows which, and takes another by a tap', async () => {
    await bench.send('/model default');
    expect(bench.said()).toContain('New conversations use small:1b, the first one.');
    await bench.tap(button(bench, 'large:9b'));
    await bench.send('/model default');
    expect(bench.said()).toContain('New conversations use large:9b, as you chose.');
    await bench.tap(button(bench, 'The first one, as usual'));
    expect(bench.said()).toContain('use the first model of the list that is there');
    expect(await stored()).not.toHaveProperty('defaultModel');
  });

  test('one that is not there any more gives way, and that is said with the conversation', async () => {
    const installed = [{ name: 'small:1b' }, { name: 'large:9b' }];
    bench = quickBench({ model: createFakeModel({ fallback: () => ['An answer'], installed }) });
    await bench.send('/model default 2');
    installed.pop();
    await bench.send('Hello');
    expect(bench.shown().at(-2)).toContain(
      'with the model small:1b. Your model for new conversations, large:9b, is not there any more: /model default chooses another.',
    );
    await bench.send('And now?');
    expect(bench.shown().filter((text) => text.includes('not there any more'))).toHaveLength(1);
    await bench.send('/new Why?');
    expect(bench.shown().at(-2)).toContain('large:9b, is not there any more');
    await bench.send('/model default');
    expect(bench.said()).toContain('use small:1b: the one you chose, large:9b, is not there any more');
    await bench.send('/model default 2');
    expect(bench.said()).toContain('large:9b is not installed on the server, so nothing was changed.');
    installed.push({ name: 'large:9b' });
    await bench.send('/new And then?');
    expect(await modelsUsed()).toEqual(['large:9b', 'small:1b', 'small:1b']);
  });

  test('what is no model changes nothing', async () => {
    await bench.send('/model default nothing');
    expect(bench.said()).toContain('There is no such model, so nothing was changed.');
    bench.services.catalogue = { ...bench.services.catalogue, entries: async () => [] };
    await bench.send('/model default 1');
    expect(bench.said()).toContain('There is no model to choose');
    expect(await stored()).not.toHaveProperty('defaultModel');
  });
});

describe('/settings and /status', () => {
  const set = async () => {
    for (const text of [
      '/timezone Berlin',
      '/model default 2',
      '/streaming off',
      '/think show',
      '/hours 9-17',
    ])
      await bench.send(text);
    for (const text of ['/quiet 23-6', '/briefing 8:00', '/suggestions on']) await bench.send(text);
    for (const text of [
      '/free buffer 10',
      '/free notice 2 days',
      '/free prefer 9-12',
      '/eventreminder 30 min',
    ])
      await bench.send(text);
  };

  test('list what is set, each with what changes it', async () => {
    await bench.send('/settings');
    expect(bench.said().split('\n').slice(0, 12)).toEqual([
      'Your settings',
      '',
      '🌍 Time zone: not known yet · /timezone',
      '🤖 Model of new conversations: the first one · /model default',
      '✍️ Answers: grow in their message · /streaming',
      '🧠 Thinking: off · /think',
      '🗓 Working hours: not set · /hours',
      '🌙 Quiet hours: 22:00–07:00 · /quiet',
      '🕘 Free time: as usual · /free',
      '⏰ Reminder before events: none · /eventreminder',
      '☀️ Briefing: none · /briefing',
      '💡 Suggestions: off · /suggestions',
    ]);
    await set();
    await bench.send('/settings');
    expect(bench.said()).toMatch(
      /Europe\/Berlin.*\n.*large:9b.*\n.*come whole.*\n.*on, with thoughts shown.*\n.*Mon–Fri, 09:00–17:00.*\n.*23:00–06:00.*\n.*10 min between, 2 d ahead, best 09:00–12:00 · .*\n.*30 min · .*\n.*at 08:00.*\n.*on · \/suggestions/,
    );
  });

  test('/status names in one line what is not as usual', async () => {
    await bench.send('/status');
    expect(bench.said()).toContain('\n⚙️ Settings: as usual · /settings\n');
    await bench.send('/quiet off');
    await bench.send('/hours 9-17');
    await bench.send('/status');
    expect(bench.said()).toContain(
      '\n⚙️ Working hours: Mon–Fri, 09:00–17:00 · Quiet hours: none · /settings\n',
    );
  });

  test('name the app where there is one', async () => {
    const said: FormattedText[] = [];
    const reply = async (message: FormattedText) => void said.push(message);
    const context = (isGroup: boolean) => ({ owner: 1, isGroup, reply }) as unknown as CommandContext;
    const services = { ...bench.services, commands: () => [{ name: 'web' }] as Command[] };
    for (const isGroup of [false, true]) await showSettings(services, context(isGroup));
    expect(said.map(({ text }) => text.includes('/web'))).toEqual([true, false]);
  });

  test('a group has those that belong to no person', async () => {
    await inGroup(bench, '/settings');
    expect(bench.said()).toMatch(/^Settings of this group\n\n/);
    expect(bench.said()).not.toMatch(/hours|Suggestions/);
  });
});
