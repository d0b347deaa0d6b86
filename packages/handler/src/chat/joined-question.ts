// A comment and what follows it at once (a forwarded message, a file, a picture, the next file of an album) are one question. The
// turn of the comment ends as joined; the one that follows takes its stored question in, also where it was answered already.
import { type Message, type Session, workOfUpdate } from '@steward/core';
import type { Services } from '../context/services.ts';
import type { UpdateContext } from '../context/update-context.ts';
import { replaceShown } from './answer-slots.ts';
import { type LastQuestion, lastAsked, updateOf } from './last-question.ts';
import { WHAT_IS_THIS } from './question-pictures.ts';
import { isSameSecond } from './stop-watch.ts';

/** In the place of an answer that was begun too early. */
export const JOINED_TEXT = '⤵️ This belongs to your next message. One answer to both follows.';

/** Whether a message can belong to the one before it: nobody writes text by hand within a second. */
export const mayFollow = ({ isGroup, message, profile }: UpdateContext): boolean =>
  !isGroup &&
  (message.forward_origin !== undefined ||
    message.document !== undefined ||
    message.photo !== undefined ||
    profile?.pendingPaste !== undefined);

export const questionBefore = async (
  services: Pick<Services, 'messages'>,
  context: UpdateContext,
  session: Session,
  own: Message,
): Promise<LastQuestion | undefined> => {
  if (!mayFollow(context)) return undefined;
  // A try before this one may have stored the whole question, and its answer.
  const parts = context.profile?.pendingPaste?.parts.map(({ key }) => key) ?? [];
  const last = await lastAsked(services, session, [...parts, own.key]);
  if (!last || !isSameSecond(last.question.ts, own.ts)) return undefined;
  const answers = last.answers.filter(({ role, key }) => role === 'assistant' && key < own.key);
  return { ...last, answers };
};

/** The words behind a file, as its caption would be; the files of an album in their order. */
export const together = ({ message }: UpdateContext, before: Message, own: Message): Message => {
  const isFileOfComment = message.document !== undefined && message.media_group_id === undefined;
  const [first, second] = isFileOfComment ? [own, before] : [before, own];
  const attachments = [...(before.attachments ?? []), ...(own.attachments ?? [])];
  const words = [first, second].map(ownWordsOf).filter((content) => content !== '');
  return {
    ...own,
    content: words.join('\n\n'),
    ...(attachments.length > 0 && { attachments }),
    telegramMessageIds: [...before.telegramMessageIds, ...own.telegramMessageIds],
  };
};

/** Not what stands in for words below a picture or a document. */
const ownWordsOf = (message: Message): string =>
  isMereDocument(message) || (message.attachments && message.content === WHAT_IS_THIS) ? '' : message.content;

/** A document that came without words is kept under its name. */
export const isMereDocument = ({ content, attachments = [] }: Message): boolean =>
  attachments.some((one) => one.kind === 'document' && one.name === content);

/** Once the whole question is stored. Returns what the session's count of messages changes by. Safe to repeat. */
export const takeIn = async (
  { claims, messages }: Pick<Services, 'claims' | 'messages'>,
  { owner, claim, record, sender }: UpdateContext,
  session: Session,
  before: LastQuestion | undefined,
): Promise<number> => {
  if (!before) return claim.facts.tookIn ?? 1;
  const { question, answers } = before;
  const outcome = await claims.outcomeOf(owner, workOfUpdate(updateOf(question)));
  const added = claim.facts.tookIn ?? (outcome === 'joined' ? 1 : 0) - answers.length;
  await record({ tookIn: added });
  await replaceShown(sender, 'old', answers, JOINED_TEXT);
  // The question last: as long as it is there, a repeat finds what belongs to it.
  if (answers.length > 0)
    await messages.remove(
      owner,
      session.sessionId,
      answers.map(({ key }) => key),
    );
  await messages.remove(owner, session.sessionId, [question.key]);
  return added;
};
