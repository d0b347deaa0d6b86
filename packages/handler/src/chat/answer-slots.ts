// The messages that show an answer, and their slots. A message that grows has another one than the answer itself: the fate of
// its send may be unknown for good, and the answer must not depend on that.
import type { Message } from '@steward/core';
import { plainText } from '../telegram/format/formatted-text.ts';
import type { MessageSender } from '../telegram/message-sender.ts';
import type { SendFacts } from '../telegram/send-facts.ts';

/** Of the first message that grows. */
export const GROWING_SLOT = 'answer';

/** `index`: of the message within the answer, from 0. */
export const growingSlot = (index: number): string => (index === 0 ? GROWING_SLOT : `grow.${index + 1}`);

/** Where nothing grew. */
export const finalSlot = (index: number): string => `answer.${index + 1}`;

export const isGrowingSlot = (slot: string): boolean => slot === GROWING_SLOT || slot.startsWith('grow.');

type Shown = Pick<MessageSender, 'sentAs'>;

export const messageAt = (sender: Shown, index: number): number | undefined =>
  sender.sentAs(growingSlot(index)) ?? sender.sentAs(finalSlot(index));

/** The messages that show something of the answer, in order. */
export const shownMessages = (sender: Shown): number[] => {
  const ids: number[] = [];
  for (let id = messageAt(sender, 0); id !== undefined; id = messageAt(sender, ids.length)) ids.push(id);
  return ids;
};

/** Instead of answers that are outdated a sentence stands in the chat. */
export const replaceShown = async (
  sender: Pick<MessageSender, 'edit' | 'remove'>,
  slot: string,
  answers: readonly Pick<Message, 'telegramMessageIds'>[],
  sentence: string,
): Promise<void> => {
  const [first, ...more] = answers.flatMap(({ telegramMessageIds }) => telegramMessageIds);
  if (first !== undefined) await sender.edit(slot, first, plainText(sentence));
  for (const id of more) await sender.remove(id);
};

/** Those behind the first `count`, as of a longer answer that a try before this one began. */
export const removeBehind = async (
  sender: Shown & Pick<MessageSender, 'remove'>,
  count: number,
): Promise<void> => {
  for (const id of shownMessages(sender).slice(count)) await sender.remove(id);
};

/** Where the stored answer was cut. */
export const cutsOf = (facts: SendFacts): number[] =>
  Object.entries(facts).flatMap(([fact, at]) => (fact.startsWith('cut.') ? [at] : []));

/** That the message with this index begins there. */
export const cutFact = (index: number, at: number | undefined): SendFacts =>
  at === undefined ? {} : { [`cut.${index + 1}`]: at };
