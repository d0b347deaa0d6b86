// Judges a deed that has ended: what is kept, how its updates ended, and what stands in the chat.

import { isGrowingSlot } from '@steward/handler/testing';
import type { EmulatedMessage } from '@steward/telegram-emulator/testing';
import { isGrowing, type Person, textOf } from '@steward/telegram-emulator/testing';
import type { Expected, ExpectedMessage, Prepared } from './act.ts';
import type { Counts } from './count.ts';
import type { Deed } from './deed.ts';
import type { Conversation, Kept } from './kept.ts';

export interface Ended {
  deed: Deed;
  prepared: Prepared;
  before: Kept;
  after: Kept;
  chat: Person;
  /** The bot's messages that came with the deed. */
  shown: EmulatedMessage[];
  /** Those, and what it changed in place. */
  touched: EmulatedMessage[];
}

/** What is wrong; nothing when all is well. What may repeat is counted. */
export const judge = (ended: Ended, counts: Counts): string[] => {
  const { deed, prepared, before, after } = ended;
  return [
    ...deed.broken,
    ...after.strays,
    ...(deed.kind === 'firing' ? wrongFiring(deed, after) : wrongOutcomes(deed, after)),
    ...wrongConversations(prepared.after, before, after),
    ...judgeShown(ended, counts),
  ];
};

/** Every update ended, one of a paste's as answered and its others as joined to it. */
const wrongOutcomes = ({ updates }: Deed, { outcomes }: Kept): string[] => {
  const ended = updates.map((update) => outcomes.get(update));
  const answered = ended.filter((outcome) => outcome === 'answered').length;
  const joined = ended.filter((outcome) => outcome === 'joined').length;
  const open = [...outcomes].filter(([, outcome]) => outcome === undefined).map(([update]) => update);
  return [
    ...(answered === 1 && joined === updates.length - 1 ? [] : [`outcomes ${ended.join()}`]),
    ...(open.length > 0 ? [`updates without an outcome: ${open.join()}`] : []),
  ];
};

/** It rang and is listed so; or two deaths hid its fate, and it is listed as undelivered. */
const wrongFiring = (deed: Deed, kept: Kept): string[] => {
  const [work = ''] = deed.updates;
  const outcome = kept.outcomes.get(work);
  const listed = kept.firings.get(work);
  if (outcome === 'failed' && mayMiss(deed))
    return listed === 'undelivered' ? [] : [`it was given up, and is listed as ${listed}`];
  const isListed = listed === 'sent' || listed === 'late';
  return [...wrongOutcomes(deed, kept), ...(isListed ? [] : [`it rang, and is listed as ${listed}`])];
};

const wrongConversations = (expected: Expected, before: Kept, after: Kept): string[] => {
  const known = new Set(before.conversations.map(({ number }) => number));
  const old = after.conversations.filter(({ number }) => known.has(number));
  const fresh = after.conversations.filter(({ number }) => !known.has(number));
  const wrong: string[] = [];
  for (const one of expected.conversations) {
    const found = one.number === undefined ? fresh.shift() : old.find(({ number }) => number === one.number);
    if (!found) {
      wrong.push(`conversation ${one.number ?? 'new'} is missing`);
      continue;
    }
    if (found.archived !== one.archived)
      wrong.push(`conversation ${found.number} archived: ${found.archived}`);
    wrong.push(...wrongMessages(one.messages, found));
  }
  if (after.conversations.length !== expected.conversations.length)
    wrong.push(`${after.conversations.length} conversations instead of ${expected.conversations.length}`);
  const newest = after.conversations.filter(({ number }) => !known.has(number)).at(-1)?.number;
  const active = expected.active === 'new' ? newest : expected.active;
  if (after.active !== active) wrong.push(`active: ${after.active} instead of ${active}`);
  return wrong;
};

const wrongMessages = (expected: ExpectedMessage[], { number, count, messages }: Conversation): string[] => {
  const differs = expected.findIndex(({ role, content }, index) => {
    const message = messages[index];
    if (message?.role !== role) return true;
    return typeof content === 'string' ? message.content !== content : !content.test(message.content);
  });
  return [
    ...(messages.length === expected.length
      ? []
      : [`conversation ${number} has ${messages.length} messages instead of ${expected.length}`]),
    ...(differs >= 0 ? [`message ${differs} of conversation ${number} is another`] : []),
    ...(count === messages.length ? [] : [`conversation ${number} counts ${count} of ${messages.length}`]),
  ];
};

const judgeShown = (ended: Ended, counts: Counts): string[] => {
  const { deed, shown } = ended;
  const slots = [...deed.slots.values()];
  const unrecorded = slots.reduce((sum, { accepted, recorded }) => sum + accepted - (recorded ? 1 : 0), 0);
  const growing = shown.filter(isGrowing).length;
  const repeated = repeatsAmong(shown.filter((message) => !isGrowing(message)));
  counts.beginnings += growing;
  counts.repeated += repeated;
  const tooMany = growing + repeated > unrecorded;
  const missing = missingIn(ended);
  if (missing.length > 0 && mayMiss(deed)) counts.givenUp += 1;
  return [
    ...(tooMany
      ? [`${repeated} repeated texts and ${growing} beginnings after ${unrecorded} unknown sends`]
      : []),
    ...(mayMiss(deed) ? [] : missing),
  ];
};

/** Two sends whose fate nobody knows are all that is tried. Not so a growing message: the answer has a slot of its own. */
const mayMiss = ({ slots }: Deed): boolean =>
  [...slots].some(([name, { tries, recorded }]) => !isGrowingSlot(name) && tries >= 2 && !recorded);

const missingIn = (ended: Ended): string[] => {
  const { shows, file } = ended.prepared;
  if (shows === undefined) return wrongAnswer(ended);
  if (shows === 'nothing') return ended.touched.length === 0 ? [] : ['the chat heard of it'];
  const last = ended.touched.findLast((message) => shows.test(textOf(message)));
  if (!last) return [`nothing in the chat looks like ${shows}`];
  return file && !saysSame(ended.chat.fileOf(last), file) ? ['the file says something else'] : [];
};

const repeatsAmong = (messages: EmulatedMessage[]): number =>
  messages.length -
  new Set(messages.map((message) => `${textOf(message)} ${message.document?.file_name}`)).size;

/** The three seconds in which a picture is read are 250 ms here: a busy machine misses them, and the answer says so. */
const LATE_PICTURES = /^\d pictures? could not be had from Telegram\. Please send (?:it|them) again\.\s+/;

/** The messages that the stored reply names show all of it, in order. */
const wrongAnswer = ({ prepared, before, after, chat }: Ended): string[] => {
  const number = prepared.after.active === 'new' ? after.active : before.active;
  const reply = after.conversations.find((one) => one.number === number)?.messages.at(-1);
  if (!reply) return ['there is no reply'];
  const named = chat.messages().filter(({ message_id: id }) => reply.shownAs.includes(id));
  const shown = named.map(textOf).join(' ').replace(LATE_PICTURES, '');
  if (named.some(isGrowing)) return ['the answer still has its Stop button'];
  return words(shown) === words(reply.content) ? [] : ['the chat does not show the stored reply'];
};

const words = (text: string): string => text.split(/\s+/).filter(Boolean).join(' ');

const saysSame = (json: string, { messages }: Conversation): boolean => {
  const { conversation } = JSON.parse(json) as { conversation: { role: string; content: string }[] };
  const flat = (list: { role: string; content: string }[]) =>
    JSON.stringify(list.map((one) => [one.role, one.content]));
  return flat(conversation) === flat(messages);
};
