// /event and sentences that ask for an event; as a reply, of the message that is replied to.
import type { Outcome } from '@steward/core';
import { asksForEvent, asksForThis, type ReadEvent, readEvent } from '@steward/core/event';
import { ownWords } from '../../../context/own-words.ts';
import { wordsOf } from '../../../telegram/message-text.ts';
import { code, lines, say } from '../../../telegram/say.ts';
import { asMessage } from '../../../telegram/update-schema.ts';
import type { CommandContext } from '../../feature.ts';
import { momentOf } from '../../reminders/moment.ts';
import { pointsOnly, targetOf } from '../../reminders/pointed-at.ts';
import { HELP_EXAMPLES } from '../card/card-sentences.ts';
import { proposeEvent } from '../card/propose-event.ts';
import type { EventDependencies } from '../dependencies.ts';
import { askWhichEvent, eventOfReplied } from './event-of-this.ts';

export const event = async (
  services: EventDependencies,
  context: CommandContext,
  typed: string,
): Promise<void> => {
  const own = (await ownWords(services, context, typed)).trim();
  const { nowMs: saidMs } = momentOf(context);
  if (await eventOfReplied(services, context, own)) return;
  const pointed = pointedAt(context, own) ?? { text: own, saidMs };
  if (pointed.text === '') return await explain(context);
  const read = pointed.text === own ? timeOfPointed(context, own, saidMs) : undefined;
  await proposeEvent(services, context, { ...pointed, source: 'command', ...(read && { read }) });
};

/** Undefined: it is answered as chat. */
export const eventByPhrase = async (
  services: EventDependencies,
  context: CommandContext,
): Promise<Outcome | undefined> => {
  const own = (await ownWords(services, context, context.message.text ?? '')).trim();
  const words = asksForThis(own) ? '' : asksForEvent(own)?.words;
  if (words !== undefined && (await eventOfReplied(services, context, words))) return 'answered';
  const pointed = words === undefined ? undefined : pointedAt(context, words);
  if (words === '' && !pointed) return await askWhichEvent(context);
  const said = pointed
    ? ({ ...pointed, source: 'command' } as const)
    : ({ text: own, saidMs: momentOf(context).nowMs, source: 'phrase' } as const);
  return (await proposeEvent(services, context, said)) ? 'answered' : undefined;
};

/** The words of the message that is replied to, where those of who replies only point at it. */
const pointedAt = (context: CommandContext, own: string): { text: string; saidMs: number } | undefined => {
  const target = targetOf(context);
  const text = repliedWords(context);
  if (text === '' || !pointsOnly(own)) return undefined;
  const { date, forward_origin: forwarded } = (target && asMessage(target)) ?? {};
  const saidAt = forwarded?.date ?? date;
  return { text, saidMs: saidAt === undefined ? momentOf(context).nowMs : saidAt * 1_000 };
};

/** “/event tomorrow at 3pm” as a reply: what it is stands in the message that is replied to. */
const timeOfPointed = (context: CommandContext, own: string, nowMs: number): ReadEvent | undefined => {
  const words = repliedWords(context);
  if (words === '') return undefined;
  const moment = { nowMs, zone: context.profile?.zone?.name ?? 'UTC' };
  const time = readEvent(own, moment);
  if (time.title !== '') return undefined;
  const { title, details, place, attendees } = readEvent(words, moment);
  return {
    ...{ ...time, title, attendees },
    ...(details !== undefined && { details }),
    ...(place !== undefined && { place }),
  };
};

const repliedWords = (context: CommandContext): string =>
  (context.message.quote?.text ?? wordsOf(targetOf(context) ?? {})).trim();

const explain = async ({ isGroup, reply }: CommandContext): Promise<void> => {
  await reply(
    lines(
      'Tell me what it is and when, for example:',
      ...HELP_EXAMPLES.map((example) => code(example)),
      '',
      say`Or reply ${code('/event')} to a message that tells of one. You see a card first: nothing is ${isGroup ? 'made' : 'put into your calendar'} without your tap.`,
    ),
  );
};
