// The process dies at any write, from the words to the card, and from a tap to the event and back: one draft, one event.
import { expect, test } from 'vitest';
import { textMessage, USER } from '../../../../test/bench.ts';
import { createEventBench, type EventBench, inBerlin, THURSDAY } from '../../../../test/event-bench.ts';

const LEASE_OVER_MS = 61_000;

const said = {
  update_id: 700,
  message: textMessage('/event dentist tomorrow at 3pm', 90, { date: THURSDAY / 1_000 }),
};

/** Of the button with that label, as it is now. */
const tapOf = (bench: EventBench, label: string, update_id: number) => {
  const card = bench.chat().findLast(({ buttons }) => buttons.some(({ text }) => text.includes(label)));
  const data = card?.buttons.find(({ text }) => text.includes(label))?.data;
  if (!data) throw new Error(`No button ${label}`);
  const message = { ...textMessage('', card?.id ?? 0), date: 1 };
  return { update_id, callback_query: { id: `t${update_id}`, from: USER, data, message } };
};

/** Plays each death once; `prepare` gives the update that it hits. Returns how many there were. */
const dieAtEveryWrite = async (
  prepare: (bench: EventBench) => Promise<object>,
  check: (bench: EventBench) => Promise<void>,
): Promise<number> => {
  for (let writes = 0; writes < 40; writes += 1) {
    const bench = createEventBench();
    await inBerlin(bench);
    const update = await prepare(bench);
    bench.stores.failAfterWrites(writes);
    const first = await bench.deliver(update);
    bench.stores.failAfterWrites(undefined);
    for (let receiveCount = 2; receiveCount < 4; receiveCount += 1) {
      await bench.clock.advance(LEASE_OVER_MS);
      await bench.deliver(update, { receiveCount });
    }
    await check(bench);
    if (first === 'deleted') return writes;
  }
  throw new Error('The update never came through');
};

const cards = ({ chat }: EventBench, part: string): number =>
  chat().filter(({ text }) => text.includes(part)).length;

test('words become one draft with a card, which makes one event', async () => {
  const crashes = await dieAtEveryWrite(
    async () => said,
    async (bench) => {
      expect(await bench.drafts()).toMatchObject([{ title: 'dentist', state: 'waiting', revision: 1 }]);
      // Of a send before a crash nobody knows.
      expect([1, 2]).toContain(cards(bench, '📅 dentist'));
      await bench.deliver(tapOf(bench, 'Create', 701));
      expect([bench.kept.size, cards(bench, '✅ In your calendar')]).toEqual([1, 1]);
    },
  );
  expect(crashes).toBeGreaterThan(4);
});

const withCard = async (bench: EventBench): Promise<void> => void (await bench.deliver(said));

test('a tap makes one event, is told, and can be taken back', async () => {
  const crashes = await dieAtEveryWrite(
    async (bench) => {
      await withCard(bench);
      return tapOf(bench, 'Create', 701);
    },
    async (bench) => {
      expect([bench.kept.size, (await bench.services.events.list(USER.id, 9)).length]).toEqual([1, 1]);
      expect(await bench.drafts()).toMatchObject([{ state: 'made' }]);
      expect(bench.chat().map(({ text }) => text)).toEqual([expect.stringMatching(/^✅ In your calendar/)]);
      await bench.deliver(tapOf(bench, 'Undo', 702));
      expect([bench.kept.size, cards(bench, '↩️ Taken out')]).toEqual([0, 1]);
    },
  );
  expect(crashes).toBeGreaterThan(4);
});

test('an event is taken back once, wherever that dies', async () => {
  await dieAtEveryWrite(
    async (bench) => {
      await withCard(bench);
      await bench.deliver(tapOf(bench, 'Create', 701));
      return tapOf(bench, 'Undo', 702);
    },
    async (bench) => {
      expect([bench.kept.size, bench.chat().map(({ text }) => text.slice(0, 12))]).toEqual([
        0,
        ['↩️ Taken out'],
      ]);
    },
  );
});

test('a change of the card is there once, and its tap counts', async () => {
  await dieAtEveryWrite(
    async (bench) => {
      await withCard(bench);
      return tapOf(bench, '16:00', 701);
    },
    async (bench) => {
      expect(await bench.drafts()).toMatchObject([{ revision: 2, time: { minutes: 60 } }]);
      expect(bench.chat().map(({ text }) => text)).toEqual([expect.stringContaining('16:00–17:00')]);
      await bench.deliver(tapOf(bench, 'Create', 702));
      expect(bench.kept.size).toBe(1);
    },
  );
});

test('an invitation is one mail, also with the event that is made for it', async () => {
  const crashes = await dieAtEveryWrite(
    async (bench) => {
      await bench.deliver({
        ...said,
        message: { ...said.message, text: '/event lunch with anna@example.com tomorrow at 1pm' },
      });
      await bench.deliver(tapOf(bench, 'Invite', 701));
      return tapOf(bench, 'Create and invite', 702);
    },
    async (bench) => {
      expect([bench.kept.size, bench.mails]).toEqual([1, ['anna@example.com']]);
      expect(bench.chat().map(({ text }) => text.includes('Invited: anna@example.com'))).toEqual([true]);
    },
  );
  expect(crashes).toBeGreaterThan(6);
});
