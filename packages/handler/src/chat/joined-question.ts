// A comment and what follows it at once (a forwarded message, a file, the next file of an album) are one question. The
// turn of the comment ends as joined; the one that follows takes its stored question in, also where it was answered already.
import { type Message, type Session, workOfUpdate } from '@steward/core';
import type { Services } from '../context/services.ts';
import type { UpdateContext } from '../context/update-context.ts';
import { plainText } from '../telegram/format/formatted-text.ts';
import { type LastQuestion, lastAsked, updateOf } from './last-question.ts';

/** In the place of an answer that was begun too early. */
export const JOINED_TEXT = '⤵️ This belongs to your next message. One answer to both follows.';

/** Telegram's dates are whole seconds. */
const SAME_SECOND_MS = 1_000;

/** Whether a message can belong to the one before it: nobody writes text by hand within a second. */
const mayFollow = ({ isGroup, message, profile }: UpdateContext): boolean =>
  !isGroup &&
  (message.forward_origin !== undefined ||
    message.document !== undefined ||
    profile?.pendingPaste !== undefined);

export const questionBefore = async (
  services: Pick<Services, 'messages'>,
  context: UpdateContext,
  session: Session,
  own: Message,
): Promise<LastQuestion | undefined> => {
  if (!mayFollow(context)) return undefined;
  const parts = context.profile?.pendingPaste?.parts.map(({ key }) => key);
  const last = await lastAsked(services, session, parts);
  if (!last || last.question.key >= own.key) return undefined;
  if (Math.abs(last.question.ts - own.ts) > SAME_SECOND_MS) return undefined;
  return { ...last, answers: last.answers.filter(({ role }) => role === 'assistant') };
};

/** The words behind a file, as its caption would be; the files of an album in their order. */
export const together = ({ message }: UpdateContext, before: Message, own: Message): Message => {
  const isFileOfComment = message.document !== undefined && message.media_group_id === undefined;
  const [first, second] = isFileOfComment ? [own, before] : [before, own];
  return {
    ...own,
    content: `${first.content}\n\n${second.content}`,
    telegramMessageIds: [...before.telegramMessageIds, ...own.telegramMessageIds],
  };
};

/** Once the joined question is stored. Returns what the session's count of messages changes by. Safe to repeat. */
export const takeIn = async (
  { claims, messages }: Pick<Services, 'claims' | 'messages'>,
  { owner, sender }: UpdateContext,
  session: Session,
  { question, answers }: LastQuestion,
): Promise<number> => {
  const outcome = await claims.outcomeOf(owner, workOfUpdate(updateOf(question)));
  const [shown] = answers.flatMap(({ telegramMessageIds }) => telegramMessageIds);
  if (shown !== undefined) await sender.edit('old', shown, plainText(JOINED_TEXT));
  await messages.remove(
    owner,
    session.sessionId,
    [question, ...answers].map(({ key }) => key),
  );
  return (outcome === 'joined' ? 1 : 0) - answers.length;
};
