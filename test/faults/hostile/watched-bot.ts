// The webhook and the worker on memory stores, watched: what was answered, written, sent and logged for one update.
import { createFakeClock, createFakeModel } from '@steward/core/testing';
import { type Bench, createBench, createWebhook, OFFERED } from '@steward/handler/testing';
import { keepLog } from '../../kit/keep-log.ts';
import { MARKER } from './hostile-json.ts';

export interface WatchedBot {
  bench: Bench;
  /** Sends a body through the webhook and, where it was queued, through the worker. Returns all complaints. */
  play(body: string): Promise<{ status: number; outcome: string; complaints: string[] }>;
}

/** Somebody else, whose data nothing may touch. */
export const VICTIM = 777;
const SECRET = 'secret';
const NOT_PLAIN = /\n\s+at |\b[A-Z]\w+Error\b|\[object|node:/;

export const createWatchedBot = async (options: {
  modelSays?: () => string;
  file?: () => Uint8Array;
}): Promise<WatchedBot> => {
  const { log, lines: logged } = keepLog();
  const clock = createFakeClock(Date.UTC(2026, 10, 21), { mode: 'auto' });
  const bench = createBench({
    clock,
    model: createFakeModel({
      fallback: () => [options.modelSays?.() ?? 'An answer'],
      installed: OFFERED.map(({ name }) => ({ name })),
      clock,
    }),
    replace: () => ({ log, download: async () => options.file?.() ?? new TextEncoder().encode('{}') }),
  });
  await bench.deliver({
    update_id: 5,
    message: {
      message_id: 1,
      date: 1_795_000_000,
      chat: { id: VICTIM, type: 'private' },
      from: { id: VICTIM, first_name: 'V' },
      text: 'My secret question',
    },
  });
  const queued: { groupId: string; deduplicationId: string; body: string }[] = [];
  const webhook = createWebhook({
    secret: async () => SECRET,
    enqueue: async (message) => void queued.push(message),
    signal: bench.stores.stops.write,
    now: clock.now,
    log,
  });
  const itemsOf = () => bench.stores.dump().items.map((item) => [item.pk, JSON.stringify(item)] as const);

  const archives = () =>
    Object.entries(bench.stores.dump().archives).map(([path, body]) => `${path} ${body}`);

  return {
    bench,
    async play(body) {
      const complaints: string[] = [];
      const before = new Set(itemsOf().map(([, text]) => text));
      const archivesBefore = new Set(archives());
      bench.calls.splice(0);
      logged.splice(0);
      const headers = { 'x-telegram-bot-api-secret-token': SECRET };
      const { statusCode: status, body: reply } = await webhook({ headers, body });
      if (status !== 200) complaints.push(`the webhook answered ${status}`);
      if (reply !== undefined && !/^\{"method":"(answerCallbackQuery|sendChatAction)"/.test(reply))
        complaints.push('the webhook replied with another method');
      const message = queued.shift();
      if (message) complaints.push(...(await work(bench, message)));
      const owners = ownersOf(message);
      const now = itemsOf();
      // A person's turns are counted under the person, wherever they ask.
      const isOwnCount = (pk: number, text: string) =>
        pk === senderOf(message) && text.includes('"sk":"TURNS"');
      const foreign = now.filter(
        ([pk, text]) => !owners.has(pk) && !before.has(text) && !isOwnCount(pk, text),
      );
      if (foreign.length > 0) complaints.push(`items of ${foreign.map(([pk]) => pk).join()} were written`);
      const victim = (items: Iterable<string>) =>
        [...items].filter((text) => text.includes(`"pk":${VICTIM}`)).length;
      if (!owners.has(VICTIM) && victim(before) !== victim(now.map(([, text]) => text)))
        complaints.push('somebody else lost data');
      const foreignArchives = archives().filter(
        (entry) => !archivesBefore.has(entry) && !owners.has(Number(entry.split('/')[1])),
      );
      if (foreignArchives.length > 0) complaints.push('an archive of somebody else was written');
      for (const { method, params } of bench.calls) {
        if (method === 'answerCallbackQuery') continue;
        if (params.chat_id !== undefined && !owners.has(Number(params.chat_id)))
          complaints.push(`${method} went to ${String(params.chat_id)}`);
        const shown = String(params.text ?? '');
        if (NOT_PLAIN.test(shown.replaceAll(MARKER, ''))) complaints.push(`it said ${shown.slice(0, 100)}`);
      }
      if (logged.some((line) => line.includes(MARKER))) complaints.push('the log quotes the update');
      return { status, outcome: message ? outcomeOf(bench, message) : 'not queued', complaints };
    },
  };
};

type Queued = { groupId: string; deduplicationId: string; body: string };

const work = async (bench: Bench, { body }: Queued): Promise<string[]> => {
  const ended = await bench.deliver(JSON.parse(body)).catch((error: unknown) => error);
  if (ended !== 'deleted') return [`the worker did not end it: ${String(ended)}`];
  await bench.deliverQueued();
  return [];
};

/** A move between two chats of one group is the one update that names two owners. */
const ownersOf = (message: Queued | undefined): Set<number> => {
  const owners = new Set([Number(message?.groupId === 'none' ? 0 : (message?.groupId ?? Number.NaN))]);
  const { message: moved } = (message ? JSON.parse(message.body) : {}) as {
    message?: Record<string, unknown>;
  };
  for (const id of [moved?.migrate_to_chat_id, moved?.migrate_from_chat_id])
    if (typeof id === 'number') owners.add(id);
  return owners;
};

const senderOf = (message: Queued | undefined): unknown => {
  const { message: plain, edited_message: edited, callback_query: tap } = JSON.parse(message?.body ?? '{}');
  return (plain ?? edited ?? tap)?.from?.id;
};

const outcomeOf = (bench: Bench, { groupId, deduplicationId }: Queued): string => {
  const owner = groupId === 'none' ? 0 : Number(groupId);
  const [, updateId] = deduplicationId.split(':u');
  const claim = bench.stores.dump().items.find(({ pk, sk }) => pk === owner && sk === `UPDATE#${updateId}`);
  return String(claim?.outcome ?? 'none');
};
