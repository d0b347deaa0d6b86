import { type Claim, type FactChanges, type Facts, leaseLost, StewardError } from '@steward/core';
import { createFakeClock } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { ok, refused, type TelegramCall } from '../../test/bench.ts';
import { silentLog } from '../observability/log.ts';
import { silentMeter } from '../observability/metrics.ts';
import { plainText } from './format/formatted-text.ts';
import { createMessageSender, type Destination } from './message-sender.ts';
import { LEASE_LOST } from './paced-calls.ts';
import { bold } from './say.ts';
import { createSendBudget } from './send-budget.ts';
import type { SendFacts } from './send-facts.ts';
import { createTelegramClient } from './telegram-client.ts';

const CHAT = -100;
const NOW = 1_700_000_000_000;

type Answer = Response | Error;

/** A sender on a scripted Telegram; answers that are left out are successes. */
/** With facts of earlier tries it is the second try. */
const setUp = (
  answers: Answer[] = [],
  destination: Partial<Destination> = {},
  facts: SendFacts | undefined = undefined,
  attempt = facts ? 2 : 1,
) => {
  const clock = createFakeClock(NOW, { mode: 'auto' });
  const calls: (TelegramCall & { atMs: number })[] = [];
  const held: Facts = facts ?? {};
  const claim = { owner: CHAT, workId: 'u7', atMs: NOW, attempt, fence: 1, facts: held } as Claim<SendFacts>;
  const lost = new AbortController();
  const recorded: FactChanges<SendFacts>[] = [];
  const counted: string[] = [];
  /** Facts that the table does not take the next time. */
  const refuseRecords: string[] = [];
  const telegram = createTelegramClient({
    token: '42:test',
    apiUrl: 'http://telegram.test',
    fetch: (async (url: string, init: RequestInit) => {
      const body = init.body instanceof URLSearchParams ? Object.fromEntries(init.body) : {};
      calls.push({ method: url.split('/').at(-1) ?? '', params: body, atMs: clock.now() });
      const answer = answers.shift() ?? ok({ message_id: 500 + calls.length });
      if (answer instanceof Error) throw answer;
      return answer;
    }) as typeof fetch,
  });
  const sender = createMessageSender({
    telegram,
    clock,
    budget: createSendBudget('private', undefined),
    claim,
    record: async (changes) => {
      if (lost.signal.reason === LEASE_LOST) throw leaseLost();
      const refusedAt = refuseRecords.findIndex((name) => name in changes);
      if (refusedAt >= 0) {
        refuseRecords.splice(refusedAt, 1);
        throw new StewardError('storage-unavailable', 'x', { retryable: true });
      }
      recorded.push(changes);
      for (const [name, value] of Object.entries(changes)) {
        if (value === null) delete held[name];
        else held[name] = value;
      }
    },
    destination: { chatId: CHAT, ...destination },
    signal: lost.signal,
    log: silentLog,
    meter: { ...silentMeter, count: (name) => void counted.push(name) },
  });
  return { sender, calls, claim, recorded, lost, clock, counted, refuseRecords };
};

const network = (code: string) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
const reset = () => network('ECONNRESET');
const down = () => network('ECONNREFUSED');
const TEXT = plainText('hello');
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: unknown) => (error instanceof StewardError ? `${error.code} ${error.retryable}` : error),
  );

test('a send is recorded, and a redelivery does not repeat it', async () => {
  const { sender, calls, claim } = setUp();
  expect(await sender.send('r1', TEXT)).toBe(501);
  expect(sender.sentAs('r1')).toBe(501);
  const again = setUp([], {}, claim.facts);
  expect(await again.sender.send('r1', TEXT)).toBe(501);
  expect([calls.length, again.calls.length]).toEqual([1, 0]);
});

test('each slot is a message of its own, and link previews are off', async () => {
  const { sender, calls } = setUp();
  await sender.send('r1', TEXT, [[{ text: 'Yes', data: 'yes' }]]);
  await sender.send('r2', bold('x'));
  expect(calls.map(({ params }) => params)).toEqual([
    {
      chat_id: '-100',
      text: 'hello',
      link_preview_options: '{"is_disabled":true}',
      reply_markup: '{"inline_keyboard":[[{"text":"Yes","callback_data":"yes"}]]}',
    },
    {
      chat_id: '-100',
      text: 'x',
      entities: '[{"type":"bold","offset":0,"length":1}]',
      link_preview_options: '{"is_disabled":true}',
    },
  ]);
});

test('messages and their repeats keep a second’s distance', async () => {
  const { sender, calls } = setUp([ok({ message_id: 1 }), down(), ok({ message_id: 2 })]);
  await sender.send('r1', TEXT);
  await sender.send('r2', TEXT);
  await sender.edit('r1', 1, plainText('hello again'));
  const gaps = calls.slice(1).map(({ atMs }, index) => atMs - (calls[index]?.atMs ?? 0));
  expect(gaps).toHaveLength(3);
  for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(1_000);
});

test('a wait that is cut short is no send: nothing was recorded for it', async () => {
  const { sender, lost, clock, recorded } = setUp();
  sender.budget.blockUntil(NOW + 30_000);
  void clock.sleep(5_000).then(() => lost.abort('deadline'));
  expect(await codeOf(sender.send('r1', TEXT))).toBe('interrupted true');
  expect(recorded).toEqual([]);
});

test('a send of unknown fate is repeated at most once, over all redeliveries', async () => {
  const facts = {};
  const outcomes: unknown[] = [];
  let sent = 0;
  for (let delivery = 0; delivery < 4; delivery += 1) {
    const { sender, calls } = setUp([reset(), reset(), reset()], {}, facts);
    outcomes.push(await codeOf(sender.send('r1', TEXT)));
    sent += calls.length;
  }
  expect(outcomes).toEqual(['telegram-unknown true', 'telegram-unknown true', 'done', 'done']);
  expect(sent).toBe(2);
});

test('a send that the table did not take is not made again by the same try, and recorded with the next chance', async () => {
  const { sender, calls, claim, recorded, refuseRecords } = setUp();
  refuseRecords.push('sent.answer');
  await expect(sender.send('answer', plainText('Hi'))).rejects.toMatchObject({ retryable: true });
  expect(sender.sentAs('answer')).toBe(501);
  expect(await sender.send('answer', plainText('Hi there'))).toBe(501);
  expect(calls).toHaveLength(1);
  expect(recorded).toEqual([{ 'try.answer': 1 }, { 'sent.answer': 501 }]);
  expect(claim.facts).toMatchObject({ 'sent.answer': 501 });
});

test('an intent that came with the claim counts for one send of the first try, and is not written again', async () => {
  const facts = { 'try.answer': 1 };
  const { sender, calls, recorded } = setUp([reset(), ok({ message_id: 9 })], {}, facts, 1);
  expect(await codeOf(sender.send('answer', TEXT))).toBe('telegram-unknown true');
  expect(recorded).toEqual([]);
  expect(await sender.send('answer', TEXT)).toBe(9);
  expect(recorded).toEqual([{ 'try.answer': 2 }, { 'sent.answer': 9 }]);
  expect(calls).toHaveLength(2);
});

test('an intent that came with the claim goes when Telegram refuses the send', async () => {
  const { sender, claim } = setUp([refused(400, 'Bad Request: no')], {}, { 'try.answer': 1 }, 1);
  expect(await codeOf(sender.send('answer', TEXT))).toMatch(/false$/);
  expect(claim.facts).toEqual({});
});

test('after a first try that died the send is repeated at most once, whether it had been made or not', async () => {
  const { sender, recorded } = setUp([reset()], {}, { 'try.answer': 1 }, 2);
  expect(await codeOf(sender.send('answer', TEXT))).toBe('telegram-unknown true');
  expect(recorded).toEqual([{ 'try.answer': 2 }]);
  expect(await sender.send('answer', TEXT)).toBeUndefined();
});

test('a send that a crash left unrecorded is repeated once', async () => {
  const { sender, calls } = setUp([], {}, { 'try.r1': 1 });
  expect(await sender.send('r1', TEXT)).toBe(501);
  expect(calls.length).toBe(1);
  expect(await setUp([], {}, { 'try.r1': 2 }).sender.send('r1', TEXT)).toBeUndefined();
});

test.each<[string, () => Answer]>([
  ['the server cannot be reached', down],
  ['a proxy answers 502', () => new Response('bad gateway', { status: 502 })],
  ['Telegram answers 500', () => refused(500, 'Internal Server Error')],
])('what certainly was not sent because %s is repeated at once, twice', async (_, answer) => {
  const good = setUp([answer(), answer()]);
  expect(await good.sender.send('r1', TEXT)).toBe(503);
  const bad = setUp([answer(), answer(), answer()]);
  expect(await codeOf(bad.sender.send('r1', TEXT))).toBe('telegram-unavailable true');
  expect(bad.calls.length).toBe(3);
  // The next try of the update begins anew: none of the failures counts as a send of unknown fate.
  expect(bad.claim.facts).toEqual({});
});

test('a short flood wait is waited for and counted', async () => {
  const { sender, calls, counted } = setUp([refused(429, 'Too Many Requests', { retry_after: 7 })]);
  expect(await sender.send('r1', TEXT)).toBe(502);
  expect((calls[1]?.atMs ?? 0) - NOW).toBeGreaterThanOrEqual(7_000);
  expect(counted).toEqual(['RateLimitsMet']);
});

test('a long flood wait goes back to the queue with its delay, as often as Telegram asks, and nothing is lost', async () => {
  const facts = {};
  for (let delivery = 0; delivery < 4; delivery += 1) {
    const { sender } = setUp([refused(429, 'Too Many Requests', { retry_after: 120 })], {}, facts);
    const error = await sender.send('r1', TEXT).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'rate-limited', retryable: true });
    expect((error as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(119_000);
  }
  expect(await setUp([], {}, facts).sender.send('r1', TEXT)).toBe(501);
});

test.each<[string, string]>([
  ['Forbidden: bot was blocked by the user', 'chat-unreachable false'],
  ['Bad Request: chat not found', 'chat-unreachable false'],
  ['Bad Request: message text is empty', 'telegram-refused false'],
])('Telegram says “%s”: %s', async (description, outcome) => {
  const code = description.startsWith('Forbidden') ? 403 : 400;
  const { sender, calls } = setUp([refused(code, description)]);
  expect(await codeOf(sender.send('r1', TEXT))).toBe(outcome);
  expect(calls.length).toBe(1);
});

test('a wrong token is worth another try: it may be about to be replaced', async () => {
  expect(await codeOf(setUp([refused(401, 'Unauthorized')]).sender.send('r1', TEXT))).toBe(
    'telegram-unauthorized true',
  );
});

test('when the topic is gone, the answer goes to the chat', async () => {
  const { sender, calls } = setUp([refused(400, 'Bad Request: message thread not found')], { threadId: 9 });
  expect(await sender.send('r1', TEXT)).toBe(502);
  expect(calls.map(({ params }) => params.message_thread_id)).toEqual(['9', undefined]);
});

test('when the question is gone, the answer quotes nothing', async () => {
  const { sender, calls } = setUp([refused(400, 'Bad Request: message to be replied not found')], {
    replyTo: 3,
  });
  expect(await sender.send('r1', TEXT)).toBe(502);
  expect(calls.map(({ params }) => params.reply_parameters)).toEqual([
    '{"message_id":3,"allow_sending_without_reply":true}',
    undefined,
  ]);
});

test('formatting that is refused is left out, once', async () => {
  const description = "Bad Request: can't parse entities";
  const { sender, calls } = setUp([refused(400, description)]);
  expect(await sender.send('r1', bold('x'))).toBe(502);
  expect(calls.map(({ params }) => params.entities !== undefined)).toEqual([true, false]);
  const twice = setUp([refused(400, description), refused(400, description)]);
  expect(await codeOf(twice.sender.send('r1', bold('x')))).toBe('telegram-refused false');
});

test('a group that became a supergroup is written to under its new id', async () => {
  const moved = refused(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
    migrate_to_chat_id: -200,
  });
  const { sender, calls } = setUp([moved]);
  await sender.send('r1', TEXT);
  await sender.send('r2', TEXT);
  expect(calls.map(({ params }) => params.chat_id)).toEqual(['-100', '-200', '-200']);
});

test('an edit that changes nothing is done', async () => {
  const { sender } = setUp([refused(400, 'Bad Request: message is not modified')]);
  expect(await sender.edit('answer', 44, TEXT)).toBe(44);
});

test('an edit of unknown fate is repeated at once, because that is harmless', async () => {
  const { sender, calls } = setUp([reset(), refused(400, 'Bad Request: message is not modified')]);
  expect(await sender.edit('answer', 44, TEXT)).toBe(44);
  expect(calls.map(({ method }) => method)).toEqual(['editMessageText', 'editMessageText']);
  expect(await codeOf(setUp([reset(), reset(), reset()]).sender.edit('answer', 44, TEXT))).toBe(
    'telegram-unknown true',
  );
});

test('a message that is gone is replaced by a new one, once over all redeliveries', async () => {
  const gone = () => refused(400, 'Bad Request: message to edit not found');
  const { sender, calls, claim } = setUp([gone()]);
  expect(await sender.edit('answer', 44, TEXT)).toBe(502);
  expect(calls.map(({ method }) => method)).toEqual(['editMessageText', 'sendMessage']);
  const again = setUp([gone()], {}, claim.facts);
  expect(await again.sender.edit('answer', 44, TEXT)).toBe(502);
  expect(again.calls.length).toBe(1);
});

test('an edit in a chat that cannot be written to says so', async () => {
  const { sender } = setUp([refused(403, 'Forbidden: bot was blocked by the user')]);
  expect(await codeOf(sender.edit('answer', 44, TEXT))).toBe('chat-unreachable false');
});

test('a document is sent once per slot, with its caption', async () => {
  const { sender, calls } = setUp();
  const document = {
    fileName: 'a.json',
    content: new Blob(['{}'], { type: 'application/json' }),
  };
  expect(await sender.sendDocument('r1', { ...document, caption: 'Here' })).toBe(501);
  expect(await sender.sendDocument('r1', document)).toBe(501);
  expect(calls.map(({ method }) => method)).toEqual(['sendDocument']);
});

test('a preview is skipped while the budget or Telegram says not now', async () => {
  const { sender, calls, clock } = setUp([
    ok(true),
    refused(429, 'Too Many Requests', { retry_after: 10 }),
    refused(400, 'Bad Request: message is not modified'),
  ]);
  const stop = [[{ text: 'Stop', data: 'stop:7' }]];
  expect(await sender.preview(44, plainText('a'), { buttons: stop, weight: 1 })).toBe(true);
  expect(await sender.preview(44, plainText('ab'), { weight: 2 })).toBe(false);
  await clock.sleep(2_000);
  expect(await sender.preview(44, plainText('ab'), { weight: 2 })).toBe(false);
  await clock.sleep(5_000);
  expect(await sender.preview(44, plainText('ab'), { weight: 2 })).toBe(false);
  expect(calls.length).toBe(2);
  await clock.sleep(5_000);
  expect(await sender.preview(44, plainText('ab'), { weight: 2 })).toBe(false);
  expect(calls.length).toBe(3);
});

test('what a message shows already is not edited into it', async () => {
  const { sender, calls, clock } = setUp();
  const id = (await sender.send('answer', TEXT, [[{ text: 'Stop', data: 'stop:7' }]])) ?? 0;
  await clock.sleep(5_000);
  expect(await sender.edit('answer', id, TEXT)).toBe(id);
  expect(sender.isFinal('answer')).toBe(true);
  await clock.sleep(5_000);
  expect(await sender.preview(id, plainText('hello you'), { weight: 9 })).toBe(true);
  expect(await sender.edit('answer', id, plainText('hello you'))).toBe(id);
  expect(calls.map(({ method }) => method)).toEqual(['sendMessage', 'editMessageText', 'editMessageText']);
});

test('facts of a message are recorded with the intent to send it', async () => {
  const { sender, recorded } = setUp();
  await sender.send('grow.2', TEXT, undefined, { 'cut.2': 3_400 });
  expect(recorded).toEqual([{ 'try.grow.2': 1, 'cut.2': 3_400 }, { 'sent.grow.2': 501 }]);
});

test('a message that is not needed any more is deleted, or says so where that cannot be', async () => {
  const { sender, calls } = setUp([
    ok(true),
    refused(400, "Bad Request: message can't be deleted"),
    ok(true),
    refused(400, 'Bad Request: message to delete not found'),
    refused(400, 'Bad Request: message to edit not found'),
  ]);
  for (const id of [44, 45, 46]) await sender.remove(id);
  expect(calls.map(({ method, params }) => [method, params.message_id, params.text])).toEqual([
    ['deleteMessage', '44', undefined],
    ['deleteMessage', '45', undefined],
    ['editMessageText', '45', '(continued above)'],
    ['deleteMessage', '46', undefined],
    ['editMessageText', '46', '(continued above)'],
  ]);
  const away = setUp([refused(429, 'Too Many Requests', { retry_after: 100 })]);
  expect(await codeOf(away.sender.remove(44))).toBe('rate-limited true');
});

test('a draft is sent without a quote, with the button that stops it', async () => {
  const { sender, calls, clock } = setUp([ok(true), reset()], { threadId: 9, replyTo: 3 });
  expect(await sender.draft(7, plainText('so far'), { weight: 9 })).toBe(true);
  expect(await sender.draft(7, plainText('so far and further'), { weight: 9 })).toBe(false);
  await clock.sleep(2_000);
  expect(await sender.draft(7, plainText('so far and further'), { weight: 9 })).toBe(false);
  expect(calls).toMatchObject([
    {
      method: 'sendMessageDraft',
      params: { chat_id: '-100', message_thread_id: '9', draft_id: '7', text: 'so far', can_stop: 'true' },
    },
    {},
  ]);
});

test('a preview or draft into a chat that cannot be written to ends the turn', async () => {
  const blocked = () => refused(403, 'Forbidden: bot was kicked from the group chat');
  expect(await codeOf(setUp([blocked()]).sender.preview(44, plainText('a'), { weight: 2 }))).toBe(
    'chat-unreachable false',
  );
  expect(await codeOf(setUp([blocked()]).sender.draft(7, plainText('a'), { weight: 9 }))).toBe(
    'chat-unreachable false',
  );
});

test('typing stays in the topic, costs no budget, and its failure does not matter', async () => {
  const { sender, calls, counted } = setUp(
    [ok(true), refused(429, 'Too Many Requests', { retry_after: 5 }), refused(403, 'Forbidden')],
    { threadId: 9 },
  );
  for (let turn = 0; turn < 3; turn += 1) await sender.typing();
  expect(calls[0]).toMatchObject({ method: 'sendChatAction', params: { message_thread_id: '9' }, atMs: NOW });
  expect([calls.length, counted]).toEqual([3, ['RateLimitsMet']]);
});

test('once the lease is lost nothing leaves any more', async () => {
  const { sender, calls, lost, recorded } = setUp();
  lost.abort(LEASE_LOST);
  expect(await codeOf(sender.send('r1', TEXT))).toBe('lease-lost false');
  expect(await codeOf(sender.edit('answer', 44, TEXT))).toBe('lease-lost false');
  expect(await sender.preview(44, plainText('a'), { weight: 2 })).toBe(false);
  expect(await sender.draft(7, plainText('a'), { weight: 9 })).toBe(false);
  expect([calls, recorded]).toEqual([[], []]);
});

test('when time runs out in the middle of a wait, the update is tried again and the send counts as not made', async () => {
  const { sender, calls, lost, clock, claim } = setUp([
    refused(429, 'Too Many Requests', { retry_after: 30 }),
  ]);
  void clock.sleep(5_000).then(() => lost.abort('deadline'));
  expect(await codeOf(sender.send('r1', TEXT))).toBe('interrupted true');
  expect([calls.length, claim.facts]).toEqual([1, {}]);
});

test('what a try has finished is left alone by the next one, unless it grew again', async () => {
  const flood = refused(429, 'Too Many Requests', { retry_after: 1_200 });
  const first = setUp([ok(true), flood]);
  await first.sender.edit('answer', 11, plainText('one'));
  expect(await codeOf(first.sender.edit('grow.2', 12, plainText('two')))).toBe('rate-limited true');

  const second = setUp([], {}, first.claim.facts);
  expect(await second.sender.edit('answer', 11, plainText('one'))).toBe(11);
  await second.sender.edit('grow.2', 12, plainText('two'));
  expect(second.calls.map(({ params }) => params.text)).toEqual(['two']);
  await second.sender.edit('answer', 11, plainText('another'));
  expect(second.calls.at(-1)?.params.text).toBe('another');

  const third = setUp([], {}, first.claim.facts);
  await third.sender.preview(11, plainText('on'), { weight: 0 });
  await third.sender.edit('answer', 11, plainText('one'));
  expect(third.calls.map(({ params }) => params.text)).toEqual(['on', 'one']);
});
