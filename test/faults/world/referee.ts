// Judges the end of a world: every update has one outcome, every question one answer or one plain sentence, answers
// follow questions, and what is stored is what is shown.

import type { EmulatedMessage } from '@steward/telegram-emulator/testing';
import { buttonsOf, isGrowing } from '@steward/telegram-emulator/testing';
import type { VirtualWorld } from '../../kit/ports/virtual-world.ts';
import { answerTo } from './model-faults.ts';

export interface Verdict {
  /** What broke a promise, in words. */
  complaints: string[];
  outcomes: Record<string, number>;
  /** Messages that are there twice because nobody could know that the first one was. */
  repeats: number;
  /** Updates with a send whose fate stays unknown. */
  unknown: number;
}

interface ClaimItem {
  pk: number;
  sk: string;
  outcome?: string;
  facts: Record<string, number | string>;
}

interface StoredMessage {
  pk: number;
  sk: string;
  role: string;
  content: string;
  telegramMessageIds: number[];
}

/** A stack trace, an error's name, or a value that was not meant to be shown. */
const NOT_PLAIN = /\n\s+at |\b[A-Z]\w+Error\b|undefined|\[object|\bE[A-Z]{4,}\b|node:/;

/** `unreachable`: chats that could not be written to for a while, where nothing can be told. */
export const judge = (world: VirtualWorld, unreachable: ReadonlySet<number> = new Set()): Verdict => {
  const complaints: string[] = [];
  const outcomes: Record<string, number> = {};
  const items = world.stores.dump().items;
  const claims = items.filter(({ sk }) => sk.startsWith('UPDATE#')) as unknown as ClaimItem[];
  const stored = items.filter(({ sk }) => sk.startsWith('MESSAGE#')) as unknown as StoredMessage[];
  let repeats = 0;
  let unknown = 0;

  for (const { updateId, chatId } of world.delivery.updates) {
    const found = claims.filter(({ sk }) => sk === `UPDATE#${updateId}`);
    const outcome = found[0]?.outcome ?? 'none';
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    if (found.length !== 1 || found[0]?.outcome === undefined)
      complaints.push(
        `update ${updateId} of ${chatId} has ${found.length} claims and the outcome ${outcome}`,
      );
  }
  for (const chatId of new Set(world.delivery.updates.map((update) => update.chatId))) {
    const chat = chatOf(world, chatId, claims, stored);
    complaints.push(...judgeMessages(chat, unreachable.has(chatId)));
    complaints.push(...judgeOrder(chat));
    complaints.push(...judgeStored(chat, unreachable.has(chatId)));
    repeats += chat.strangers.length;
    unknown += chat.updates.filter((update) => update.unknown).length;
  }
  complaints.push(...world.queue.offences);
  const leaked = world.log.find((line) => /q\d+x\d+|word\d|so far/.test(line));
  if (leaked !== undefined) complaints.push(`the log quotes a person or the model: ${leaked}`);
  return { complaints, outcomes, repeats, unknown };
};

interface Chat {
  chatId: number;
  updates: {
    updateId: number;
    text: string;
    outcome: string;
    ids: number[];
    /** A send whose fate nobody can know any more: it was tried twice. */
    unknown: boolean;
  }[];
  history: EmulatedMessage[];
  /** Messages that no claim knows. */
  strangers: EmulatedMessage[];
  /** How many such messages the faults explain. */
  explained: number;
  stored: StoredMessage[];
}

const chatOf = (world: VirtualWorld, chatId: number, claims: ClaimItem[], stored: StoredMessage[]): Chat => {
  const history = world.emulator.history(chatId).filter(({ from }) => from?.id === world.emulator.bot.id);
  const updates = world.delivery.updates
    .filter((update) => update.chatId === chatId)
    .map(({ updateId, text }) => {
      const claim = claims.find(({ pk, sk }) => pk === chatId && sk === `UPDATE#${updateId}`);
      const sent = Object.entries(claim?.facts ?? {}).filter(([name]) => name.startsWith('sent.'));
      const ids = sent.map(([, id]) => Number(id)).sort((a, b) => a - b);
      const unknown = Object.keys(claim?.facts ?? {}).some(
        (name) => name.startsWith('try.') && claim?.facts[name.replace('try.', 'sent.')] === undefined,
      );
      return { updateId, text, outcome: claim?.outcome ?? 'none', ids, unknown };
    });
  const known = new Set(updates.flatMap(({ ids }) => ids));
  return {
    chatId,
    updates,
    history,
    strangers: history.filter(({ message_id: id }) => !known.has(id)),
    explained: (world.line.unheard.get(chatId)?.length ?? 0) + (world.unrecorded.get(chatId) ?? 0),
    stored: stored.filter(({ pk }) => pk === chatId),
  };
};

const judgeMessages = (chat: Chat, isUnreachable: boolean): string[] => {
  const complaints: string[] = [];
  const at = (text: string) => `chat ${chat.chatId}: ${text}`;
  if (chat.strangers.length > chat.explained)
    complaints.push(at(`${chat.strangers.length} messages nobody knows, ${chat.explained} explained`));
  for (const message of chat.history) {
    const text = message.text ?? '';
    if (NOT_PLAIN.test(text)) complaints.push(at(`shows ${JSON.stringify(text.slice(0, 200))}`));
    const isStranger = chat.strangers.includes(message);
    if (isGrowing(message) && !isStranger && !isUnreachable)
      complaints.push(at(`message ${message.message_id} still has ${JSON.stringify(buttonsOf(message))}`));
  }
  const texts = new Map(chat.history.map((message) => [message.message_id, message.text ?? '']));
  for (const { updateId, text, outcome, ids, unknown } of chat.updates) {
    const mark = markOf(text);
    const answers = ids.filter((id) => mark && texts.get(id)?.includes(answerTo(mark)));
    // /status tells of a failure before, and that nothing ticks here; that is no apology.
    const warnings = ids.filter((id) =>
      /⚠️(?! Last failure| The clock stands still)/u.test(texts.get(id) ?? ''),
    );
    if (answers.length > 1) complaints.push(at(`update ${updateId} has ${answers.length} answers`));
    if (
      outcome === 'answered' &&
      mark &&
      text.startsWith('Ask') &&
      answers.length === 0 &&
      !isUnreachable &&
      !unknown
    )
      complaints.push(at(`update ${updateId} is answered, but shows no answer`));
    if (outcome === 'answered' && warnings.length > 0)
      complaints.push(at(`update ${updateId} is answered and apologised for`));
    if (outcome === 'failed' && warnings.length !== 1 && !isUnreachable && !unknown)
      complaints.push(at(`update ${updateId} failed with ${warnings.length} sentences`));
  }
  return complaints;
};

const judgeOrder = (chat: Chat): string[] => {
  const complaints: string[] = [];
  let last = 0;
  for (const { updateId, ids } of chat.updates) {
    const [first] = ids;
    if (first !== undefined && first < last)
      complaints.push(`chat ${chat.chatId}: the answer to update ${updateId} stands before an earlier one`);
    last = Math.max(last, ids.at(-1) ?? 0);
  }
  return complaints;
};

/** The conversation holds each question once, in order, each with at most one reply, which is what the chat shows. */
const judgeStored = (chat: Chat, isUnreachable: boolean): string[] => {
  const complaints: string[] = [];
  const at = (text: string) => `chat ${chat.chatId}: ${text}`;
  const questions = chat.stored.filter(({ role }) => role === 'user').map(({ content }) => markOf(content));
  const asked = chat.updates.filter(({ text }) => text.startsWith('Ask')).map(({ text }) => markOf(text));
  const order = questions.map((mark) => asked.indexOf(mark));
  if (new Set(questions).size !== questions.length) complaints.push(at('a question is stored twice'));
  if (order.some((place, index) => place < 0 || place < (order[index - 1] ?? 0)))
    complaints.push(at(`questions are stored in the order ${order.join()}`));
  for (const [index, { role, content, telegramMessageIds }] of chat.stored.entries()) {
    if (role !== 'assistant') continue;
    const before = chat.stored[index - 1];
    const mark = markOf(before?.content ?? '');
    if (before?.role !== 'user' || !content.startsWith(answerTo(mark ?? '?')))
      complaints.push(at(`a reply is stored behind ${before?.role ?? 'nothing'}`));
    const update = chat.updates.find(({ text }) => text.startsWith('Ask') && markOf(text) === mark);
    if (isUnreachable || update?.outcome !== 'answered' || update.unknown) continue;
    const shown = telegramMessageIds
      .map((id) => chat.history.find(({ message_id }) => message_id === id)?.text ?? '')
      .join('');
    if (!compact(shown).startsWith(compact(content)))
      complaints.push(at(`what is stored for ${mark} is not what is shown`));
  }
  return complaints;
};

export const markOf = (text: string): string | undefined => /q\d+x\d+/.exec(text)?.[0];

/** Cuts between messages fall on white space, which is lost there. */
const compact = (text: string): string => text.replace(/\s+/g, '');
