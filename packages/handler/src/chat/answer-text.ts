// Plain text talks to the model. A message at Telegram's limit waits for its continuation first.
import {
  type Attachment,
  MAX_MESSAGE_BYTES,
  type Message,
  type Outcome,
  readAhead,
  readHistory,
  type Session,
} from '@steward/core';
import type { Services } from '../context/services.ts';
import type { UpdateContext } from '../context/update-context.ts';
import type { Handled } from '../context/work.ts';
import { say } from '../telegram/say.ts';
import { activeOrNewSession } from './active-session.ts';
import { answer } from './answer.ts';
import type { AnswerDependencies } from './answer-request.ts';
import { questionBefore, takeIn, together } from './joined-question.ts';
import { isPart, isTooLong, joinParts, removeParts } from './pending-paste.ts';
import { readStop } from './stop-watch.ts';
import { askAllowance } from './turn-allowance.ts';

export type AskDependencies = AnswerDependencies & Pick<Services, 'claims' | 'profiles'>;

/** `text` undefined: the flush of a paste whose parts are stored already. */
export const answerText = async (
  services: AskDependencies & Pick<Services, 'claims' | 'queue'>,
  context: UpdateContext,
  text: string | undefined,
  attachments: Attachment[] = [],
): Promise<Handled> => {
  const session = (await pasteSession(services, context)) ?? (await activeOrNewSession(services, context));
  if (!session) return 'failed';
  // Measured as it was sent, before a mention is removed or a quote added.
  if (text !== undefined && isPart(context.message.text ?? '')) {
    const { parkPart } = await import('./park-part.ts');
    return await parkPart(services, context, session, { text, attachments });
  }
  return await askModel(services, context, session, text, attachments);
};

/** Stores the question, with the parts that wait for it, and answers it. */
export const askModel = async (
  services: AskDependencies,
  context: UpdateContext,
  session: Session,
  text: string | undefined,
  attachments: Attachment[] = [],
  /** Once the question is stored, before it is answered. */
  kept?: (question: Message) => Promise<void>,
): Promise<Outcome> => {
  const { owner, profile } = context;
  const joined = await joinParts(services, context, text, attachments);
  const before = await questionBefore(services, context, session, joined);
  const asked = before ? together(context, before.question, joined) : joined;
  const whole = asked.attachments ? await pictured(context, asked) : asked;
  if (context.claim.facts.tooLong === 1 || isTooLong(context, whole))
    return await refuseLong(services, context);
  // A try before this one may have put the parts together.
  if (whole.content === '' && !(await services.messages.get(owner, session.sessionId, whole.key)))
    return await askNothing(services, context);
  // What the question takes in is still stored as messages of their own: a history read now would hold them twice.
  const history =
    profile?.pendingPaste === undefined && !before
      ? readAhead(readHistory(services.messages, session, joined.key))
      : undefined;
  const allowed = askAllowance(services, context, { session, question: whole });
  const [question, stop] = await Promise.all([
    services.messages.put(owner, session.sessionId, whole),
    readStop(services, context, whole.telegramMessageIds),
  ]);
  await kept?.(question);
  await removeParts(services, context);
  return await answer(services, context, {
    session,
    question,
    questionsAdded: await takeIn(services, context, session, before),
    stop,
    allowed,
    ...(history && { history }),
  });
};

/** Nothing of it is kept. Recorded, because a second try finds no parts any more. */
const refuseLong = async (services: Pick<Services, 'messages'>, context: UpdateContext): Promise<Outcome> => {
  await context.record({ tooLong: 1 });
  await removeParts(services, context);
  await context.sender.send(
    'r1',
    say`That is too long for me: I take up to ${MAX_MESSAGE_BYTES / 1_000} kB at once, and kept nothing of it. Send a shorter part.`,
  );
  return 'answered';
};

const pictured = async (context: UpdateContext, asked: Message): Promise<Message> => {
  const { picturedQuestion } = await import('./picture-question.ts');
  return await picturedQuestion(context, asked);
};

/** An album of which nothing can be looked at, without words: its parts were told so. */
const askNothing = async (services: Pick<Services, 'messages'>, context: UpdateContext): Promise<Outcome> => {
  await removeParts(services, context);
  return 'answered';
};

/** A paste stays in the session it began in. */
export const pasteSession = async (
  { sessions }: Pick<Services, 'sessions'>,
  { owner, profile }: UpdateContext,
): Promise<Session | undefined> => {
  const pending = profile?.pendingPaste;
  if (!pending) return undefined;
  const { sessionId, bornWith } = pending;
  return await sessions.get({ owner, sessionId, bornWith });
};
