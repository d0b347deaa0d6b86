// The door: who is let in, what others hear, and what their owner is asked.
import {
  type Allowed,
  hashOfPairingCode,
  PAIRING_MS,
  standingOf,
  withOwner,
  withStanding,
  workOfUpdate,
} from '@steward/core';
import { createFakeClock } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { type Bench, createBench, textMessage, USER } from '../../test/bench.ts';
import { BOB, button, GROUP, inGroup, tapInGroup } from '../../test/people.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const OWNER = { id: 7, is_bot: false, first_name: 'Olga' };
const CODE = 'abcd-efgh-jkmn-pqrs';
const REFUSAL = 'Sorry, this assistant is private. Its owner can add you with your id: 1001';

const setUp = (allowed: Allowed = new Set()) => {
  const clock = createFakeClock(undefined, { mode: 'auto' });
  const bench = createBench({ clock, config: { allowed } });
  const { access } = bench.stores;
  return {
    ...bench,
    bench,
    clock,
    access,
    outcome: (updateId: number, owner = USER.id) =>
      bench.stores.claims.outcomeOf(owner, workOfUpdate(updateId)),
    offer: (code = CODE) =>
      access.offer({ hash: hashOfPairingCode(code), expiresAtMs: clock.now() + PAIRING_MS }),
    own: () => access.change((list) => withOwner(list, OWNER.id)),
    letIn: (id: number, name = `${id}`) =>
      access.change((list) => withStanding(list, { id, name, standing: 'in', atMs: clock.now() })),
  };
};

const from = (person: { id: number; first_name?: string }) => ({
  from: person,
  chat: { id: person.id, type: 'private' },
});
const stranger = (id: number, more: object = {}) => from({ id, first_name: `S${id}`, ...more });
/** Texts that were sent to a chat, as they were sent. */
const sentTo = ({ calls }: Bench, chatId: number) =>
  calls
    .filter(({ method, params }) => method === 'sendMessage' && params.chat_id === chatId)
    .map(({ params }) => String(params.text));

test('everyone may use the bot where the word is said', async () => {
  const { send, outcome } = setUp('everyone');
  await send('/echo hi');
  expect(await outcome(1)).toBe('answered');
});

test('nobody is served until somebody has paired, and that is said once', async () => {
  const { send, tap, shown, outcome, model } = setUp();
  await send('/echo hi');
  await send('Hello?');
  await tap('new:1');
  expect(shown()).toEqual([expect.stringContaining('its owner has not paired with it yet')]);
  expect([await outcome(1), await outcome(2), await outcome(3)]).toEqual(['refused', 'refused', 'refused']);
  expect(model.calls).toEqual([]);
});

test('whoever is not listed is told so once, politely, and nothing is done for them', async () => {
  const { send, tap, shown, outcome, model } = setUp(new Set([7]));
  await send('/echo hi');
  await send('Hello?');
  await tap('new:1');
  expect(shown()).toEqual([REFUSAL]);
  expect([await outcome(1), await outcome(2), await outcome(3)]).toEqual(['refused', 'refused', 'refused']);
  expect(model.calls).toEqual([]);
});

test('a listed person is let in, also into a group, and a listed group admits its members', async () => {
  const group = { chat: { id: -100, type: 'group' } };
  for (const allowed of [USER.id, -100]) {
    const { send, outcome } = setUp(new Set([allowed]));
    await send('/echo hi', group);
    expect(await outcome(1, -100)).toBe('answered');
  }
  const { send, outcome } = setUp(new Set([-200]));
  await send('/echo hi', group);
  expect(await outcome(1, -100)).toBe('refused');
});

test.each([`/start ${CODE}`, CODE, `/start ${CODE.toUpperCase()}`])(
  '%s makes who brings it the owner',
  async (text) => {
    const { bench, send, offer, outcome, said, stores } = setUp();
    await offer();
    await send(text);
    expect(said()).toContain('You are my owner now');
    expect((await stores.access.read()).ownerId).toBe(USER.id);
    expect(await stores.profiles.get(USER.id)).toMatchObject({ letIn: true });
    await send('/echo hi');
    expect(said()).toBe('hi');
    expect(await outcome(2)).toBe('answered');
    expect(JSON.stringify(stores.dump())).not.toContain(CODE);
    // It is used up, also for who brings it at once.
    await bench.send(text, stranger(2));
    expect((await stores.access.read()).ownerId).toBe(USER.id);
    expect(sentTo(bench, 2)[0]).toContain('Its owner can add you with your id: 2');
  },
);

test('of several who bring the code the first is the owner, and no group is', async () => {
  const { bench, send, offer, access } = setUp();
  await offer();
  await inGroup(bench, `/start@StewardBot ${CODE}`);
  expect((await access.read()).ownerId).toBeUndefined();
  await send(`/start ${CODE}`, stranger(1));
  await send(`/start ${CODE}`, stranger(2));
  expect((await access.read()).ownerId).toBe(1);
});

test('a code is good for an hour', async () => {
  const { send, offer, clock, access, shown } = setUp();
  await offer();
  await clock.advance(PAIRING_MS);
  await send(`/start ${CODE}`);
  expect((await access.read()).ownerId).toBeUndefined();
  expect(shown()).toEqual([expect.stringContaining('wrong or no longer good')]);
});

test('a person may try a few codes an hour and hears of it once; others are not kept from theirs', async () => {
  const { bench, send, offer, clock, access } = setUp();
  await offer();
  for (let tries = 0; tries < 6; tries += 1) await send(`/start wrong${tries}`);
  await send(`/start ${CODE}`);
  expect((await access.read()).ownerId).toBeUndefined();
  expect(sentTo(bench, USER.id)).toHaveLength(1);
  await clock.advance(PAIRING_MS);
  await offer();
  await send(`/start ${CODE}`);
  expect((await access.read()).ownerId).toBe(USER.id);
});

test('where the configuration decides, no code makes an owner', async () => {
  for (const allowed of [new Set([5]), 'everyone'] as const) {
    const { send, offer, access } = setUp(allowed);
    await offer();
    await send(`/start ${CODE}`);
    expect((await access.read()).ownerId).toBeUndefined();
  }
});

test('the owner gets a card for three a day, and lets in or blocks by a tap', async () => {
  const { bench, send, tap, own, deliverQueued, outcome, access, clock, stores } = setUp();
  await own();
  for (const id of [11, 12, 13, 14, 15]) {
    await send('Secret words', stranger(id, { username: `s${id}` }));
    await send('Please', stranger(id));
  }
  await deliverQueued();
  const cards = sentTo(bench, OWNER.id);
  expect(cards.map((card) => card.match(/id (\d+)/)?.[1])).toEqual(['11', '12', '13']);
  expect(cards[0]).toContain('S11 @s11');
  expect(cards.join()).not.toContain('Secret');
  expect(await access.read()).toMatchObject({ others: 2 });

  const asOwner = {
    from: OWNER,
    message: { message_id: 1, date: 1, chat: { id: OWNER.id, type: 'private' } },
  };
  await tap('access:allow:11:card', asOwner);
  await tap('access:block:12:card', asOwner);
  expect([11, 12].map((id) => bench.said() && id)).toEqual([11, 12]);
  await deliverQueued();
  expect(sentTo(bench, 11).at(-1)).toContain('You may use me now');
  await send('/echo in', stranger(11));
  expect(sentTo(bench, 11).at(-1)).toBe('in');
  const before = bench.calls.length;
  await send('Hello?', stranger(12));
  expect(bench.calls.length).toBe(before);
  expect(await stores.profiles.get(12)).toMatchObject({ letIn: false });
  await clock.advance(DAY_MS);
  await send('Again', stranger(14));
  await send('Again', stranger(12));
  await send('Again', stranger(13));
  await deliverQueued();
  expect(sentTo(bench, OWNER.id).slice(3)).toEqual([expect.stringContaining('id 14')]);
  expect(await outcome(13, 11)).toBe('answered');
});

test('a tap on a card decides nothing for anybody but the owner', async () => {
  const { bench, send, tap, own, access } = setUp();
  await own();
  await send('Hi');
  for (const data of [`access:allow:${USER.id}:card`, `access:allow:${USER.id}:list`]) await tap(data);
  await tapInGroup(bench, `access:allow:${USER.id}:card`);
  expect(standingOf(await access.read(), USER.id)).toBe('asked');
  await send('/access allow 1001');
  expect(standingOf(await access.read(), USER.id)).toBe('asked');
});

test('a group is asked about as a group; once let in, all of its members may use the bot there', async () => {
  const { bench, own, deliverQueued, tap, outcome } = setUp();
  await own();
  await inGroup(bench, '/echo one');
  await deliverQueued();
  expect(sentTo(bench, OWNER.id)[0]).toContain(`the group Team (id ${GROUP.id})`);
  expect(sentTo(bench, GROUP.id)).toEqual([
    `Sorry, this assistant is private. Its owner can add this group with its id: ${GROUP.id}`,
  ]);
  await tap(button(bench, 'Allow'), { from: OWNER });
  await inGroup(bench, '/echo two');
  await inGroup(bench, '/echo three', { from: { ...BOB, id: 3003 } });
  await inGroup(bench, '/access block 1001');
  expect(sentTo(bench, GROUP.id).slice(-3)).toEqual([
    'two',
    'three',
    'Only my owner decides who may use me.',
  ]);
  await bench.send('/echo alone', stranger(BOB.id));
  expect(await outcome(6, BOB.id)).toBe('refused');
});

test('who is let in may use the bot in a group that is not, and lets nobody else in by that', async () => {
  const { bench, own, letIn, outcome } = setUp();
  await own();
  await letIn(BOB.id);
  await inGroup(bench, '/echo mine');
  await inGroup(bench, '/echo yours', { from: { ...BOB, id: 3003 } });
  await inGroup(bench, '/echo ours', { from: OWNER });
  const ends = [1, 2, 3].map((updateId) => outcome(updateId, GROUP.id));
  expect(await Promise.all(ends)).toEqual(['answered', 'refused', 'answered']);
});

test('/access shows the owner who is let in, and takes ids', async () => {
  const { bench, send, said, own, letIn, access, deliverQueued } = setUp();
  await own();
  await letIn(21);
  await letIn(22, `${'x'.repeat(23)}🎂`);
  for (const id of [11, 12, 13, 14]) await send('Hi', stranger(id));
  await send('/access', from(OWNER));
  for (const words of ['You, my owner', '✅ 21', '❔ S11 (id 11)', '1 more asked without a card']) {
    expect(said()).toContain(words);
  }
  const labels = bench.buttons().map(({ text }) => text);
  expect(labels).toEqual(expect.arrayContaining(['🚫 21', `🚫 ${'x'.repeat(23)}`]));
  await send('/access allow 14', from(OWNER));
  expect(standingOf(await access.read(), 14)).toBe('in');
  await deliverQueued();
  expect(sentTo(bench, 14).at(-1)).toContain('You may use me now');
  await bench.tap('access:block:21:list', { from: OWNER });
  expect(said()).toContain('🚫 21');
  await send('/access block 7', from(OWNER));
  expect(said()).toContain('you stay let in');
  for (const wrong of ['/access allow', '/access open 5', '/access allow me', '/access allow 0'])
    expect(await send(wrong, from(OWNER)).then(said)).toContain('with the id of a person or a group');
  await inGroup(bench, '/access', { from: OWNER });
  expect(said()).toContain(`May the group Team (id ${GROUP.id}) use me?`);
  await bench.tap(button(bench, 'Allow'), { from: OWNER });
  await inGroup(bench, '/access', { from: OWNER });
  expect(said()).toContain('may use me');
});

test('/access tells who is let in by the configuration, and where nobody owns the bot', async () => {
  for (const [allowed, words] of [
    [new Set([OWNER.id, 8]), 'the 2 ids in ALLOWED_USER_IDS'],
    ['everyone', 'Everyone else as well'],
  ] as const) {
    const { send, said, own } = setUp(allowed);
    await send('/access', from(OWNER));
    expect(said()).toContain('Nobody has paired with me');
    await own();
    await send('/access', from(OWNER));
    expect(said()).toContain(words);
  }
});

test('a card that was decided meanwhile is not shown any more', async () => {
  const { bench, send, own, letIn, deliverQueued } = setUp();
  await own();
  await send('Hi', stranger(11));
  await letIn(11);
  await deliverQueued();
  expect(sentTo(bench, OWNER.id)).toEqual([]);
  const taken = { steward: 'notice', about: 'let-in', to: 12, chat: 12, atMs: 1 };
  expect(await bench.deliver(taken)).toBe('deleted');
  expect(sentTo(bench, 12)).toEqual([]);
});

test('a stranger who blocks the bot at once raises no alarm, and a crowd is told nothing', async () => {
  const { bench, send, own, outcome } = setUp();
  await own();
  bench.answers.push({
    method: 'sendMessage',
    answer: () =>
      Response.json(
        { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' },
        { status: 403 },
      ),
  });
  await send('Hi', stranger(10));
  expect(await outcome(1, 10)).toBe('refused');
  for (let id = 101; id <= 210; id += 1) await send('Hi', stranger(id));
  expect(bench.calls.filter(({ method }) => method === 'sendMessage').length).toBeLessThanOrEqual(100);
});

test('a group keeps its standing when it becomes a supergroup, and /forget keeps that somebody is let in', async () => {
  const { bench, own, letIn, access, outcome, send, tap } = setUp();
  await own();
  await letIn(-5);
  await letIn(USER.id);
  const chat = { id: -500, type: 'supergroup', title: 'Team' };
  await bench.send('', { chat, text: undefined, migrate_from_chat_id: -5 });
  expect(standingOf(await access.read(), -500)).toBe('in');
  await send('/echo hi', { chat, from: BOB });
  expect(await outcome(2, -500)).toBe('answered');
  await send('Remember me');
  await tap(`forget:now:${USER.id}`);
  await send('/echo still');
  expect(bench.said()).toBe('still');
});

test('a crash after the refusal does not repeat it', async () => {
  for (let writes = 0; writes < 14; writes += 1) {
    const { deliver, deliverQueued, stores, bench, outcome, services, own } = setUp();
    await own();
    const update = { update_id: 1, message: textMessage('hi', 11) };
    stores.failAfterWrites(writes);
    const first = await deliver(update);
    stores.failAfterWrites(undefined);
    if (first === 'kept') {
      await services.clock.sleep(61_000);
      await deliver(update, { receiveCount: 2 });
    }
    expect(await outcome(1)).toBe('refused');
    // Only a send that a crash left unrecorded may be there twice.
    expect(sentTo(bench, USER.id).length).toBeLessThanOrEqual(2);
    await deliver({ update_id: 2, message: textMessage('hi again', 12) });
    expect(sentTo(bench, USER.id).length).toBeLessThanOrEqual(2);
    await deliverQueued();
    expect(sentTo(bench, OWNER.id)).toHaveLength(1);
  }
});

test('a stranger’s name is one line of text, and breaks no button', async () => {
  const { own, send, bench } = setUp();
  await own();
  // Cut to what fits on a button, it would end in half a character.
  await send('Hi', stranger(600, { first_name: `${'x'.repeat(23)}😀\n✅ Bob \u202e(id 8)\u2028🚫` }));
  await bench.deliverQueued();
  await send('/access', from(OWNER));
  const shown = bench.calls.filter(({ params }) => params.chat_id === OWNER.id);
  expect(shown).toHaveLength(2);
  for (const { params } of shown) {
    const sent = JSON.stringify(params);
    expect(sent).toContain(`${'x'.repeat(23)}`);
    expect(sent).not.toMatch(/\\n✅ Bob|\u202e|\u2028|\\u[dD][89a-fA-F]/);
  }
});
