// The intent of a question's first send is recorded with its claim: one write less for every turn.
import type { Incoming } from '../telegram/incoming.ts';
import { intentOf, type SendFacts } from '../telegram/send-facts.ts';
import { GROWING_SLOT } from './answer-slots.ts';
import { isPart } from './pending-paste.ts';

/**
 * A question is nearly always shown as a growing message first. Should the first try die before that, the next one takes
 * the send for one of unknown fate and repeats it at most once; the answer itself has a slot and an intent of its own.
 */
export const firstIntent = (incoming: Incoming): SendFacts => {
  const text = incoming.kind === 'message' ? incoming.message.text : undefined;
  const asks = text !== undefined && !text.startsWith('/') && !isPart(text);
  return asks ? { [intentOf(GROWING_SLOT)]: 1 } : {};
};
