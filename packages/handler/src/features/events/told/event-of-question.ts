// The quiet 📅 below an answer: makes a card of the question above it, once.
import { isDraftOver, messageKey, QUESTION } from '@steward/core';
import { timeIn } from '../../../chat/time-in-question.ts';
import { code, say } from '../../../telegram/say.ts';
import type { CommandContext, Done } from '../../feature.ts';
import { findConversation, readNumber } from '../../sessions/arguments.ts';
import { draftIdOf } from '../card/open-card.ts';
import { proposeEvent } from '../card/propose-event.ts';
import type { EventDependencies } from '../dependencies.ts';

/** `esaid:<session>:<ms of the question>:<its update>`; the last two to the base of 36. */
export const eventOfQuestion = async (
  services: EventDependencies,
  tapped: CommandContext,
  [number, asked = '', update = '']: string[],
): Promise<Done> => {
  const { claim, owner, reply, profile } = tapped;
  if (!/^[0-9a-z]{1,8} [0-9a-z]{1,7}$/.test(`${asked} ${update}`)) return 'ignored';
  // The tapped message is an answer: it stays, and the draft goes by it, so that every tap means the same one.
  const once: CommandContext = { ...tapped, show: reply, isTap: false };
  const session = await findConversation(services, once, readNumber(number), '/sessions');
  if (!session) return;
  const before = claim.attempt > 1 ? undefined : await services.drafts.get(owner, draftIdOf(once));
  if (before?.state === 'made' || before?.state === 'making')
    return await reply(say`That is an event already: see /events.`);
  const isOver = before && (before.state === 'cancelled' || isDraftOver(before, services.clock.now()));
  if (before && !isOver) return await reply(say`There is a card of that already: look above.`);
  const key = messageKey(Number.parseInt(asked, 36), Number.parseInt(update, 36), QUESTION);
  const question = await services.messages.get(owner, session.sessionId, key);
  if (!question || !timeIn(question.content, profile?.zone?.name ?? 'UTC', question.ts))
    return await reply(
      say`I cannot read that message any more, so nothing was made of it. Write it in one sentence, for example ${code('/event dentist on friday at 3pm')}.`,
    );
  const said = { text: question.content, saidMs: question.ts, source: 'button' } as const;
  await proposeEvent(services, before ? { ...once, isTap: true } : once, said);
};
