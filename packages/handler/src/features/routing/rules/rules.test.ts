// /rules: shown in their order, added, moved and deleted, never over what somebody else has changed; and tried.
import type { Connection, RoutingRule } from '@steward/core';
import { sampleConnection } from '@steward/core/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Bench, createBench, USER } from '../../../../test/bench.ts';
import { crashAtEveryWrite } from '../../../../test/crash.ts';
import { button, inGroup, tapInGroup } from '../../../../test/people.ts';
import { createReminderBench, inBerlin } from '../../../../test/reminder-bench.ts';
import type { IntegrationServices } from '../../../context/services.ts';

const GOOGLE: Connection = sampleConnection({
  ...{ owner: USER.id, id: 'g', provider: 'google', account: 'ada@example.com' },
  calendars: [
    { id: 'w', name: 'Work', isBusy: true, isWritable: true },
    { id: 'h', name: 'Holidays', isBusy: false },
  ],
});

let bench: Bench;
beforeEach(async () => {
  const { clock } = createReminderBench();
  bench = createBench({
    clock,
    replace: () => ({
      integrations: { accounts: { list: async () => [GOOGLE] } } as unknown as IntegrationServices,
    }),
  });
  await inBerlin(bench);
});

const stored = async () => (await bench.services.profiles.get(USER.id))?.rules ?? [];
const words = async () => (await stored()).map((rule) => rule.words[0]);
const rule = (word: string): RoutingRule => ({ words: [word], senders: [], to: 'task' });
const set = (...all: string[]) =>
  bench.services.profiles.update(USER.id, { rules: all.map(rule), updatedAtMs: 1 });

describe('/rules', () => {
  test('tells how, takes rules in their order, and lists them in plain words', async () => {
    await bench.send('/rules');
    expect(bench.said()).toMatch(/You have no rules\.[\s\S]*→ event in Work,[\s\S]*recipe → note\./);
    await bench.send('/rules add dentist, doctor → event in Work');
    expect(bench.said()).toContain('✅ Rule 1 is added: “dentist”, “doctor” → 📅 event in Work');
    await bench.send('/rules from @ada -> task');
    expect(bench.said()).toContain('1. “dentist”, “doctor” → 📅 event in Work\n2. from @ada → ☑️ task\n');
    expect(await stored()).toEqual([
      { words: ['dentist', 'doctor'], senders: [], to: 'event', target: { connection: 'g', calendar: 'w' } },
      { words: [], senders: ['@ada'], to: 'task' },
    ]);
    await bench.send('/rules add from @ada → task');
    expect(bench.said()).toContain('There is this rule already: 2.');
    await bench.send('/settings');
    expect(bench.said()).toContain('Rules of what goes where: 2 · /rules');
  });

  test.each([
    [
      'add dentist → event in Holidays',
      'I know no calendar that I can write to called “Holidays”. There is “Work”.',
    ],
    [
      'add recipe → note in Notion',
      'I know no place for notes called “Notion”. There is “Steward’s own notes”.',
    ],
    ['add notes with recipe → Notion', 'You have not connected Notion: /connections leads there.'],
    ['add dentist → moon', 'I do not know what “moon” is.'],
    ['add dentist', 'Write what fits, an arrow, and what it becomes'],
    ['add → task', 'Otherwise it would fit everything'],
    ['add x → task in Work', 'A task lies in Steward and goes nowhere else'],
    ['add a,b,c,d,e,f,g,h,i → task', 'at most 8 words'],
    [`add ${'x'.repeat(70)} → task`, 'is longer than 60 characters'],
    [`add ${'x'.repeat(2_100)} → task`, 'too long for a rule'],
    ['delete 4', 'There is no rule 4.'],
  ])('changes nothing by “%s”', async (typed, why) => {
    await bench.send(`/rules ${typed}`);
    expect([bench.said(), await stored()]).toEqual([expect.stringContaining(why), []]);
    expect(bench.said()).toContain('Nothing was changed');
  });

  test('moves and deletes by taps; what is deleted can be typed again', async () => {
    await set('one', 'two', 'three');
    await bench.send('/rules');
    await bench.tap(button(bench, '⬆️ 3'));
    expect([await words(), bench.said()]).toEqual([
      ['one', 'three', 'two'],
      expect.stringContaining('Rule 3 is number 2 now.'),
    ]);
    await bench.tap(button(bench, '⬇️ 1'));
    expect(await words()).toEqual(['three', 'one', 'two']);
    await bench.tap(button(bench, 'Delete 1'));
    expect([await words(), bench.said()]).toEqual([
      ['one', 'two'],
      expect.stringContaining('Rule 1 is deleted. To have it back:\n/rules add “three” → ☑️ task'),
    ]);
    await bench.send('/rules add “three” → ☑️ task');
    await bench.send('/rules delete 1');
    expect(await words()).toEqual(['two', 'three']);
  });

  test('an old button changes nothing, and says so', async () => {
    await set('one', 'two');
    await bench.send('/rules');
    const [down, remove] = [button(bench, '⬇️ 1'), button(bench, 'Delete 1')];
    await bench.tap(down);
    await bench.tap(remove);
    expect([await words(), bench.said()]).toEqual([
      ['two', 'one'],
      expect.stringContaining('The rules were changed elsewhere meanwhile, so nothing was done.'),
    ]);
    for (const data of ['rule:up:0:x', 'rule:delete:9:x', 'rule:what']) await bench.tap(data);
    expect(await words()).toEqual(['two', 'one']);
  });

  test('loses none that was added at the same moment', async () => {
    const { settings } = bench.services;
    const change = settings.change.bind(settings);
    let isFirst = true;
    settings.change = async (owner, read, changes) => {
      if (isFirst) await set('other');
      isFirst = false;
      return await change(owner, read, changes);
    };
    await bench.send('/rules add mine → task');
    expect(await words()).toEqual(['other', 'mine']);
    settings.change = async () => false;
    await bench.send('/rules add more → task');
    expect(bench.said()).toContain('changed elsewhere meanwhile');
  });

  test('has room for twenty', async () => {
    await set(...Array.from({ length: 20 }, (_, index) => `w${index}`));
    await bench.send('/rules add more → task');
    expect(bench.said()).toContain('You have 20 rules, which are the most.');
    expect(await stored()).toHaveLength(20);
  });

  test('are nobody’s in a group', async () => {
    await inGroup(bench, '/rules add x → task');
    expect(bench.said()).toContain('a group has none: send /rules in our private chat.');
    await tapInGroup(bench, 'rule:delete:0:x');
    expect((await bench.services.profiles.get(-100200))?.rules).toBeUndefined();
  });

  test('adds one, whenever it crashes', async () => {
    const message = { message_id: 9, date: 1, chat: { id: USER.id, type: 'private' }, from: USER };
    await crashAtEveryWrite({
      prepare: async () => {},
      update: { update_id: 90, message: { ...message, text: '/rules add x → task' } },
      async check({ services, said }) {
        expect((await services.profiles.get(USER.id))?.rules).toEqual([rule('x')]);
        expect(said()).toContain('1. “x” → ☑️ task');
      },
    });
  });
});

describe('/rules test', () => {
  test.each([
    [
      'dentist on Friday at 3 pm at the clinic',
      '📅 Event, by rule 1\nGoes to: Work\nTitle: dentist\nPlace: the clinic\nTime: Fri 12 Mar, 15:00–16:00\n',
    ],
    ['from @ada: Hello', '☑️ Task, by rule 2\nTitle: Hello\n'],
    ['from Bob, @ada: Hello', '☑️ Task, by rule 2\n'],
    [
      'idea: a lamp',
      '📝 Note, by rule 3\nGoes to: where your notes usually go, because the place of the rule is gone\n',
    ],
    [
      'remind me of tea tomorrow',
      '⏰ Reminder, by its words; no rule fits\nTitle: tea\nTime: Fri 12 Mar; I would ask for the hour\n',
    ],
    ['remind me of tea', 'Time: none, so I would ask\n'],
    ['remind me of tea at 9', 'Time: not one that I am sure of, so I would ask\n'],
    ['remind me of tea every day at 9 am', 'Time: every day at 09:00\n'],
    ['dentist tomorrow all day', 'Time: Fri 12 Mar, all day\n'],
    ['dentist tomorrow from 11 pm to 1 am', 'Time: Fri 12 Mar, 23:00–Sat 13 Mar, 01:00\n'],
    ['dentist', 'Title: dentist\nTime: none, so I would ask\n'],
    ['The parcel comes at 1pm', '⏰ Reminder, perhaps'],
    [
      'schedule lunch tomorrow at noon',
      '📅 Event, by its words; no rule fits\nGoes to: where your events usually go\n',
    ],
    ['What is the capital of France?', '💬 No rule fits'],
  ])('%s', async (sentence, told) => {
    const target = { connection: 'g', calendar: 'w' };
    await bench.services.profiles.update(USER.id, {
      rules: [
        { words: ['dentist'], senders: [], to: 'event', target },
        { words: [], senders: ['@ada'], to: 'task' },
        { kind: 'note', words: [], senders: [], to: 'note', target: { connection: 'gone' } },
      ],
      updatedAtMs: 1,
    });
    await bench.send(`/rules test ${sentence}`);
    expect(bench.said()).toContain(told);
    expect(bench.said()).toMatch(/Nothing was made\.$/);
    expect(bench.model.calls).toEqual([]);
    expect(await bench.services.reminders.list(USER.id)).toEqual([]);
  });

  test('asks for a sentence, and names what is missing', async () => {
    await bench.send('/rules test');
    expect(bench.said()).toContain('Write a sentence behind it');
    await bench.services.profiles.update(USER.id, { zone: null, updatedAtMs: 1 });
    await bench.send('/rules test remind me of tea tomorrow at 9 am');
    expect(bench.said()).toContain('Your time zone is not known yet: /timezone.');
  });
});
