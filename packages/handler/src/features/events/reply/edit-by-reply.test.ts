// Replies to cards, and answers to what is asked of an event.
import type { EventDraft } from '@steward/core';
import { createFakeClock, sampleDraft } from '@steward/core/testing';
import { instantOf, localOf } from '@steward/core/when';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Bench, createBench, textMessage, USER } from '../../../../test/bench.ts';
import { crashAtEveryWrite } from '../../../../test/crash.ts';

const zone = 'Europe/Berlin';
/** A Thursday. */
const NOW = instantOf('2027-03-11T10:00', zone);
const CARD = 450;
const ID = 'a'.repeat(32);
const FRIDAY = { zone, startMs: instantOf('2027-03-12T15:00', zone), minutes: 60 };

let bench: Bench;
beforeEach(async () => {
  bench = createBench({ clock: createFakeClock(NOW, { mode: 'auto' }) });
  await bench.services.profiles.update(USER.id, { zone: { name: zone, from: 'command' }, updatedAtMs: NOW });
});

const setUp = async (changes: Partial<EventDraft> = {}) => {
  const draft: EventDraft = {
    ...sampleDraft({ owner: USER.id, author: USER.id, id: ID, title: 'Dentist', createdAtMs: NOW }),
    ...{ time: FRIDAY, messageId: CARD, ...changes },
  };
  await bench.services.drafts.add(draft);
  return draft;
};
const untimed = async (changes: Partial<EventDraft> = {}) => {
  const { time: _, messageId: __, ...draft } = await setUpOf(changes);
  await bench.services.drafts.add(draft);
  return draft;
};
const setUpOf = async (changes: Partial<EventDraft>): Promise<EventDraft> => ({
  ...sampleDraft({ owner: USER.id, author: USER.id, id: ID, title: 'Dentist', createdAtMs: NOW }),
  ...{ promptId: CARD, words: 'dentist', ...changes },
});
const shownCard = (text: string) => ({
  ...{ message_id: CARD, from: { id: 42, is_bot: true, first_name: 'S' }, text },
});
const message = (more: object = {}) => ({ date: NOW / 1000, ...more });
const reply = (text: string, shown = '📅 Dentist', more: object = {}) =>
  bench.send(text, message({ reply_to_message: shownCard(shown), ...more }));
const write = (text: string) => bench.send(text, message());
const stored = async () => (await bench.services.drafts.get(USER.id, ID)) as EventDraft;
const when = async () => {
  const { time } = await stored();
  if (!time) return undefined;
  return 'days' in time ? `${time.days.start} all day` : `${localOf(time.startMs, zone)} ${time.minutes}`;
};
const asked = () => bench.said();

describe('a reply to a card', () => {
  it.each([
    ['make it 4pm', '2027-03-12T16:00 60', /^✏️ Changed: Fri 12 Mar, 16:00–17:00 \(Europe\/Berlin\)\.$/],
    ['an hour longer', '2027-03-12T15:00 120', /15:00–17:00/],
    ['move it to monday', '2027-03-15T15:00 60', /Mon 15 Mar, 15:00/],
    ['all day', '2027-03-12 all day', /Fri 12 Mar, all day/],
    ['friday at 4, call it Haircut', '2027-03-12T16:00 60', /“Haircut” · Fri 12 Mar, 16:00/],
    ['at the office with Anna', '2027-03-12T15:00 60', /at the office · with Anna/],
  ])('changes it: %s', async (text, time, said) => {
    await setUp();
    await reply(text);
    expect(await when()).toBe(time);
    expect(await stored()).toMatchObject({ revision: 2, state: 'waiting' });
    expect(bench.said()).toMatch(said);
    expect(bench.calls.find(({ method }) => method === 'editMessageText')?.params.message_id).toBe(CARD);
  });

  it('may be a reply to what was said of the last change', async () => {
    await setUp();
    await reply('make it 4pm');
    const { promptId } = await stored();
    const replyTo = (id?: number) =>
      bench.send(
        'an hour longer',
        message({ reply_to_message: { ...shownCard(bench.said()), message_id: id } }),
      );
    await replyTo(promptId);
    expect(await when()).toBe('2027-03-12T16:00 120');
    await replyTo(promptId);
    expect(bench.said()).toMatch(/reply to the card itself/);
    expect(await when()).toBe('2027-03-12T16:00 120');
  });

  it('that is not read is answered with what can be written, and changes nothing', async () => {
    const draft = await setUp();
    await reply('somehow different');
    expect(bench.said()).toMatch(/“make it 4pm”, “call it dentist” or “an hour longer”/);
    expect(await stored()).toEqual(draft);
  });

  it('asks for an address of those whom it invites, and takes one', async () => {
    await setUp();
    await reply('invite Anna');
    expect(bench.said()).toMatch(/no address of Anna.*“invite anna@example\.com”/);
    await reply('invite Anna');
    expect(bench.said()).toMatch(/no address of Anna/);
    await reply('invite anna@example.com');
    expect(await stored()).toMatchObject({ attendees: ['Anna'], invites: ['anna@example.com'] });
  });

  it('with a title that is too long keeps all of it', async () => {
    await setUp({ details: 'bring cake' });
    await reply(`call it ${'word '.repeat(300)}`);
    const { title, details } = await stored();
    expect(title.length).toBeLessThanOrEqual(1_024);
    expect(`${title} ${details}`).toBe(`${'word '.repeat(300).trim()}\nbring cake`);
    expect(bench.said()).toMatch(/room for 1,024 characters/);
  });

  it('that says what it is already changes nothing', async () => {
    await setUp();
    await reply('at 15:00');
    expect(bench.said()).toMatch(/says that already/);
    expect((await stored()).revision).toBe(1);
  });

  it.each([
    [{ state: 'made' as const }, /in your calendar already/],
    [{ state: 'making' as const }, /being made just now/],
    [{ state: 'cancelled' as const }, /was cancelled/],
    [{ createdAtMs: NOW - 24 * 3_600_000 }, /for a day/],
    [{ author: 77 }, /Only who asked/],
  ])('of %j is told the truth', async (changes, said) => {
    const draft = await setUp(changes);
    await reply('make it 4pm');
    expect(bench.said()).toMatch(said);
    expect(await stored()).toEqual(draft);
  });

  it('of a card that is not kept any more is told so; of another message it is chat', async () => {
    await reply('make it 4pm', '📅 Dentist\nFri 12 Mar, 15:00–16:00');
    expect(bench.said()).toMatch(/this card is over, or a newer one/);
    await reply('make it 4pm', 'An answer with a 📅 in it');
    expect(bench.said()).toBe('An answer');
  });

  it('changes a card once, at whatever write it dies', async () => {
    let startMs = 0;
    await crashAtEveryWrite({
      prepare: async ({ services }) => {
        const createdAtMs = services.clock.now();
        startMs = createdAtMs + 7_200_000;
        const about = { owner: USER.id, author: USER.id, id: ID, createdAtMs, messageId: CARD };
        await services.drafts.add(sampleDraft({ ...about, time: { zone: 'UTC', startMs, minutes: 60 } }));
      },
      update: {
        update_id: 900,
        message: {
          ...textMessage('an hour later', 460),
          ...{ date: 4_000_000_000, reply_to_message: shownCard('📅 Dentist') },
        },
      },
      async check({ services, shown }, writes) {
        const draft = await services.drafts.get(USER.id, ID);
        expect(draft?.time, `after ${writes} writes`).toMatchObject({ startMs: startMs + 3_600_000 });
        expect(shown().filter((text) => text.startsWith('✏️ Changed: ')).length).toBeGreaterThan(0);
      },
    });
  });

  it('is not written over what another has changed', async () => {
    const draft = await setUp();
    const { drafts } = bench.services;
    const { list } = drafts;
    drafts.list = async (owner) => {
      const found = await list(owner);
      await drafts.replace({ ...draft, title: 'Other', revision: 2 }, draft);
      return found;
    };
    await reply('make it 4pm');
    expect(bench.said()).toMatch(/changed just now, so I changed nothing/);
    expect(await stored()).toMatchObject({ title: 'Other', time: FRIDAY });
  });
});

describe('a time that is asked for', () => {
  it('is asked until it is clear, by reply and by the next messages', async () => {
    await untimed();
    await reply('next friday for 30 minutes');
    expect(asked()).toMatch(/Which one do you mean\?/);
    expect(bench.buttons().map(({ text }) => text)).toEqual(['Fri 12 Mar', 'Fri 19 Mar', '✖ Cancel']);
    await write('friday');
    expect(asked()).toMatch(/At what time on Fri 12 Mar\?/);
    await write('3');
    expect(asked()).toMatch(/Which one/);
    await write('3pm');
    expect(await when()).toBe('2027-03-12T15:00 30');
    expect(await stored()).not.toHaveProperty('words');
    // It was answered: the next is chat.
    await write('4pm');
    expect(bench.said()).toBe('An answer');
    expect(await when()).toBe('2027-03-12T15:00 30');
  });

  it('is tapped: a day, then its time, as long as was said', async () => {
    await untimed();
    await reply('next friday for 30 minutes');
    const tapped = { message: { message_id: 501, date: 1, chat: { id: USER.id, type: 'private' } } };
    const tap = async (label: string) => {
      const button = bench.buttons().find(({ text }) => text === label);
      await bench.tap(String(button?.data), tapped);
      return String(button?.data);
    };
    await tap('Fri 19 Mar');
    expect(asked()).toMatch(/At what time on Fri 19 Mar\?/);
    const data = await tap('Fri 19 Mar, 12:00');
    expect(await when()).toBe('2027-03-19T12:00 30');
    await bench.tap(data, tapped);
    await bench.tap(data.replace(/:time:.*/, ':time:d2027-03-19'), tapped);
    expect(await when()).toBe('2027-03-19T12:00 30');
    expect((await stored()).revision).toBe(2);
  });

  it('that has passed when it is tapped, or whose card is over, is asked or told', async () => {
    await untimed();
    const past = `ev:${ID}:1:time:${(NOW - 60_000).toString(36)}`;
    await bench.tap(past);
    expect(asked()).toMatch(/has passed/);
    await bench.tap(`ev:${ID}:1:time:d2027-03-01`);
    expect(asked()).toMatch(/has passed/);
    expect(await when()).toBeUndefined();
    const draft = await stored();
    await bench.services.drafts.replace({ ...draft, state: 'cancelled' }, draft);
    await bench.tap(`ev:${ID}:1:time:${(NOW + 60_000).toString(36)}`);
    expect(bench.said()).toMatch(/^✖ Cancelled/);
  });

  it('is still asked for when something else is said', async () => {
    await untimed({ asked: { date: '2027-03-12', minutes: 30 } });
    await reply('call it Haircut');
    expect(bench.shown().filter((text) => text.includes('At what time on Fri 12 Mar?'))).toHaveLength(1);
    // The button of the question before: there is no time yet.
    await bench.tap(`ev:${ID}:1:time:${FRIDAY.startMs.toString(36)}`);
    expect(await stored()).toMatchObject({ title: 'Haircut', time: { ...FRIDAY, minutes: 30 } });
  });

  it.each([
    ['tomorrow at 3pm until 2pm', /It would end at 14:00, before it begins at 15:00/],
    ['yesterday at 3pm', /has passed/],
    ['12 May 2029 at 3pm', /more than a year away/],
    ['28 March at 2:30am', /The clocks skip 02:30/],
    ['30 February at 3pm', /No calendar has that day/],
  ])('is refused: %s', async (text, said) => {
    await untimed();
    await reply(text);
    expect(asked()).toMatch(said);
    expect(await when()).toBeUndefined();
  });

  it('of a card with a time leaves it as it is until it is answered', async () => {
    await setUp();
    await reply('monday evening, call it Haircut');
    expect(asked()).toMatch(/At what time on Mon 15 Mar\?/);
    expect(await stored()).toMatchObject({ title: 'Haircut', time: FRIDAY, revision: 2 });
    await write('20:00');
    expect(await when()).toBe('2027-03-15T20:00 60');
  });

  it('an hour ago is meant by no next message; nor is that of somebody else', async () => {
    await untimed();
    await reply('friday');
    const { asksWhen } = (await bench.services.profiles.get(USER.id)) ?? {};
    expect(asksWhen).toMatchObject({ number: 0, event: ID });
    await bench.services.profiles.update(USER.id, {
      asksWhen: { number: 0, event: ID, atMs: NOW - 3_700_000 },
      updatedAtMs: NOW,
    });
    await write('15:00');
    expect(await when()).toBeUndefined();
    expect(bench.said()).toBe('An answer');
  });
});

describe('a name that is asked for', () => {
  it.each([
    ['by reply', (text: string) => reply(text)],
    [
      'by the next message',
      async (text: string) => {
        const asksWhen = { number: 0, event: ID, atMs: NOW };
        await bench.services.profiles.update(USER.id, { asksWhen, updatedAtMs: NOW });
        await write(text);
      },
    ],
  ])('is given %s', async (_how, give) => {
    await setUp({ title: '' });
    await give('Lunch with Anna');
    expect(await stored()).toMatchObject({ title: 'Lunch with Anna', time: FRIDAY });
  });
});
