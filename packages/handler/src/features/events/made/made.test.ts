// /events, and who gets mail: nobody before a second tap, and nobody twice.
import { MAX_GUESTS } from '@steward/core/event';
import { beforeEach, describe, expect, test } from 'vitest';
import { USER } from '../../../../test/bench.ts';
import { connectionOf, createEventBench, type EventBench, inBerlin } from '../../../../test/event-bench.ts';
import { GROUP, inGroup } from '../../../../test/people.ts';
import { tagOf, whomOf } from './whom.ts';

let bench: EventBench;
beforeEach(async () => {
  bench = createEventBench();
  await inBerlin(bench);
});

const made = () => bench.services.events.list(USER.id, 99);
/** One that is in the calendar. */
const make = async (words = 'dentist tomorrow at 3pm') => {
  await bench.send(`/event ${words}`);
  await bench.tapOn('Create');
};
const reply = async (text: string) => {
  const target = bench.chat().at(-1);
  await bench.send(text, {
    reply_to_message: {
      ...{ message_id: target?.id, date: 1, text: target?.text, chat: { id: USER.id, type: 'private' } },
      from: { id: 42, is_bot: true, first_name: 'Steward' },
    },
  });
};

describe('/events', () => {
  test('says how one is made, and in a group why there is none', async () => {
    await bench.send('/events');
    expect(bench.said()).toContain('I have made no events here yet. Send for example /event');
    await inGroup(bench.bench, '/events', { chat: GROUP });
    expect(bench.said()).toContain('In a group I write to nobody’s calendar');
  });

  test('lists what was made, newest first, page by page, with what became of it', async () => {
    for (let index = 1; index <= 11; index += 1) {
      await make(`tea ${index} tomorrow at 3pm`);
      await bench.clock.advance(1_000);
    }
    await bench.tapOn('Undo', 'tea 11');
    await bench.send('/events');
    expect(bench.said()).toContain('Events that I made (11, page 1 of 2)');
    expect(bench.said()).toMatch(
      /1\. tea 11\n {5}Fri 12 Mar, 15:00–16:00 \(Europe\/Berlin\) · Work · taken back/,
    );
    expect(bench.said()).toMatch(/2\. tea 10\n.* · Work · open/);
    await bench.tapOn('Older');
    expect(bench.said()).toContain('11. tea 1\n');
    await bench.tapOn('11');
    expect(bench.said()).toContain('https://calendar.example/');
    await bench.tapOn('.ics');
    expect(bench.documents.at(-1)?.text).toContain('SUMMARY:tea 1');
    await bench.tapOn('📋 Events');
    expect(bench.said()).toContain('page 1 of 2');
  });

  test('takes one back within ten minutes, and says what is true later', async () => {
    await make();
    await bench.send('/events');
    await bench.tapOn('1');
    await bench.tapOn('Undo', 'In your calendar');
    expect([bench.kept.size, bench.said()]).toEqual([0, expect.stringContaining('↩️')]);
    await make('lunch tomorrow at 1pm');
    await bench.send('/events');
    await bench.tapOn('1');
    await bench.clock.advance(11 * 60_000);
    await bench.tapOn('Undo', 'lunch');
    expect(bench.said()).toContain('I can take it back for ten minutes, and they have passed');
    expect(bench.buttons().map(({ text }) => text)).toEqual(['✉️ Invite', '📄 .ics', '📋 Events']);
    await bench.services.ownerData.removeAll(USER.id);
    await bench.tapOn('Invite');
    expect(bench.said()).toContain('I know nothing of this event any more, and changed nothing.');
    await bench.tap('em:x:y:undo');
    expect(bench.said()).toContain('I know nothing of this event');
  });
});

describe('inviting', () => {
  test('asks for addresses, says who would get a mail, and sends by the second tap, once', async () => {
    await make('lunch with Anna tomorrow at 1pm');
    await bench.tapOn('Invite');
    expect(bench.said()).toContain(
      'Anna has no address here: reply to this message, for example invite anna@example.com.',
    );
    await reply('anna@example.com, bob@example.com and ada@example.org');
    expect(bench.said()).toContain(
      '2 invitations by mail from your account ada@example.org, to:\nanna@example.com, bob@example.com',
    );
    expect(bench.mails).toEqual([]);
    const send = await bench.tapOn('Send all 2');
    expect(bench.mails).toEqual(['anna@example.com', 'bob@example.com']);
    expect(bench.said()).toContain('✉️ On its way by mail: anna@example.com, bob@example.com.');
    await bench.tap(send);
    expect(bench.said()).toContain('Everybody who was named has an invitation; none was sent twice.');
    await bench.tapOn('Invite', 'Everybody');
    expect(bench.said()).toContain('Invited already: anna@example.com, bob@example.com.');
    await reply('invite cy@example.com');
    await bench.tapOn('Send it');
    expect(bench.mails).toHaveLength(3);
    await bench.tapOn('Undo', 'On its way');
    expect(bench.mails.slice(3)).toEqual(['anna', 'bob', 'cy'].map((name) => `${name}@example.com is told`));
    expect(bench.said()).toContain('Whoever was invited is told by mail.');
    await bench.tapOn('Events');
    await bench.tapOn('1');
    expect(bench.buttons().map(({ text }) => text)).not.toContain('✉️ Invite');
  });

  test('takes an address for no invitation where it is said of something else', async () => {
    await make();
    await bench.send('hello');
    await reply('mail me at anna@example.com');
    expect(bench.said()).toBe('An answer');
    expect((await made())[0]).not.toHaveProperty('invites');
  });

  test('sends nothing to another list than the one that was shown', async () => {
    await make();
    await bench.tapOn('Invite');
    await reply('anna@example.com');
    const old = bench.chat().at(-1)?.buttons[0]?.data ?? '';
    await reply('bob@example.com');
    await bench.tap(old);
    expect([bench.mails, bench.said()]).toEqual([[], expect.stringContaining('2 invitations')]);
    await bench.tapOn('Back');
    expect(bench.said()).toContain('In your calendar');
    expect((await made())[0]).toMatchObject({ invites: ['anna@example.com', 'bob@example.com'] });
  });

  test('can be done with the making, in one tap', async () => {
    await bench.send('/event lunch with anna@example.com tomorrow at 1pm');
    await bench.tapOn('Invite');
    expect(bench.said()).toContain('Nobody is told before you tap “Create and invite”.');
    expect([bench.kept.size, bench.mails]).toEqual([0, []]);
    const both = await bench.tapOn('Create and invite');
    for (const _ of [1, 2]) await bench.tap(both);
    expect([bench.kept.size, bench.mails]).toEqual([1, ['anna@example.com']]);
    await bench.tapOn('Invite');
    await reply('bob@example.com');
    await bench.tap(both);
    expect([bench.mails, bench.said()]).toEqual([
      ['anna@example.com'],
      expect.stringContaining('1 invitation by mail'),
    ]);
  });

  test('takes the addresses that a reply has given the card before', async () => {
    await bench.send('/event lunch with Anna tomorrow at 1pm');
    await bench.tapOn('Invite');
    expect(bench.said()).toContain('Anna has no address here');
    await reply('invite anna@example.com');
    expect((await bench.drafts())[0]).toMatchObject({ state: 'waiting', invites: ['anna@example.com'] });
    await bench.tapOn('Invite');
    expect(bench.said()).toContain(
      '1 invitation by mail from your account ada@example.org, to:\nanna@example.com\n',
    );
    await bench.tapOn('Create only');
    expect([bench.kept.size, bench.mails]).toEqual([1, []]);
    await bench.tapOn('Invite');
    await bench.tapOn('Send it');
    expect(bench.mails).toEqual(['anna@example.com']);
  });

  test.each([
    ['throttled', 'the calendar limits how many invitations go out'],
    ['away', 'I do not know whether the mail went out'],
    ['refused', 'The calendar does not take one of these addresses'],
    ['precondition', 'It was changed in your calendar since, so I invited nobody'],
    ['gone', 'It is not in your calendar any more'],
  ] as const)('says why nobody was invited: %s', async (code, said) => {
    await make();
    await bench.tapOn('Invite');
    await reply('anna@example.com');
    bench.fails.push({ code });
    await bench.tapOn('Send it');
    expect(bench.said()).toContain(said);
    expect(bench.mails).toEqual([]);
    await reply('no address');
    expect(bench.said()).not.toContain('invitation');
  });

  test('that a calendar cannot send is a file to send on', async () => {
    bench = createEventBench({ connected: [connectionOf({ provider: 'caldav' })] });
    await inBerlin(bench);
    await bench.send('/event lunch tomorrow at 1pm');
    await bench.tapOn('Invite');
    expect(bench.said()).toContain('This calendar sends no invitations for me. Create the event;');
    await bench.tapOn('Create');
    await bench.tapOn('Invite');
    expect(bench.said()).toContain('so nobody was invited. The file is for sending on');
    expect(bench.documents.at(-1)).toMatchObject({ caption: 'Send it on to whom you want to invite.' });
  });
});

describe('whom an invitation goes to', () => {
  test('are addresses, each once, at most twenty, and nobody who has one', () => {
    const many = Array.from({ length: 25 }, (_, index) => `g${index}@example.com`);
    const whom = whomOf(
      { invites: [...many, 'G1@example.com', 'bob at home'], invited: ['g0@example.com'] },
      'g2@example.com',
    );
    expect([whom.addresses.length, whom.left, whom.names]).toEqual([MAX_GUESTS, 3, ['bob at home']]);
    expect(tagOf(whom.addresses)).not.toBe(tagOf(many));
  });

  test('are shown whole in one message: long ones are fewer', async () => {
    const long = Array.from(
      { length: 20 },
      (_, index) => `g${index}@${'x'.repeat(60)}.${'y'.repeat(60)}.com`,
    );
    const { addresses, left } = whomOf({ invites: long });
    expect([addresses.length, left]).toEqual([11, 9]);
    await bench.send(`/event ${'party '.repeat(170)}tomorrow at 8pm`);
    await reply(`invite ${long.join(', ')}`);
    expect((await bench.drafts())[0]?.invites).toHaveLength(20);
    await bench.tapOn('Invite');
    expect(bench.said()).toContain('I invite 11 at most; invite the other 9 in your calendar');
    for (const { text } of bench.chat()) expect(text.length).toBeLessThanOrEqual(4_096);
    await bench.tapOn('Create and invite');
    expect(bench.mails).toEqual(addresses);
  });

  test('do not miss whose name is in an address', () => {
    const { names } = whomOf({ attendees: ['Ánna Müller', 'Bob', 'X'], invites: ['anna.m@example.com'] });
    expect(names).toEqual(['Bob', 'X']);
  });
});
