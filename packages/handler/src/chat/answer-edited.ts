// Editing the last question answers it anew, in a new message. Any other edit gets a sentence.
import {
  type Attachment,
  type Message,
  type Outcome,
  type Picture,
  picturesOf,
  type Session,
  workOfUpdate,
} from '@steward/core';
import { ownWords } from '../context/own-words.ts';
import type { Services } from '../context/services.ts';
import type { UpdateContext, UpdateFacts } from '../context/update-context.ts';
import { wordsOf } from '../telegram/message-text.ts';
import { say } from '../telegram/say.ts';
import { activeSession } from './active-session.ts';
import { answerAgain } from './answer-again.ts';
import { CHANGED } from './answer-cut.ts';
import type { AnswerDependencies } from './answer-request.ts';
import { replaceShown } from './answer-slots.ts';
import { findShown } from './find-message.ts';
import { type LastQuestion, lastAsked, updateOf } from './last-question.ts';
import { questionOf } from './question-of.ts';
import { holdsPicture, WHAT_IS_THIS } from './question-pictures.ts';
import { pictureIn } from './take-pictures.ts';

type Dependencies = AnswerDependencies & Pick<Services, 'claims' | 'download'>;

/** How many messages are searched for the question that was edited. */
const LOOK_BACK = 100;

export const answerEdited = async (services: Dependencies, context: UpdateContext): Promise<Outcome> => {
  const { message } = context;
  const isPicture = holdsPicture(message);
  if (message.document && !isPicture) return await answerBelowFile(services, context);
  if (message.voice ?? message.video_note ?? message.audio) return await answerCaption(services, context);
  const says = isPicture || message.text !== undefined || message.caption;
  const words = says ? await questionOf(services, context) : '';
  const text = words.trim() === '' && isPicture ? WHAT_IS_THIS : words;
  if (text.trim() === '') return 'ignored';
  const session = await activeSession(services, context);
  const last = session && (await lastAsked(services, session));
  if (!session || !last?.question.telegramMessageIds.includes(message.message_id))
    return await tellOlder(services, context, session, text);
  return await answerChanged(services, context, session, last, text);
};

/** The pages of a PDF or .docx stay what they are; of a text that was read into its question the words cannot be told. */
const answerBelowFile = async (services: Dependencies, context: UpdateContext): Promise<Outcome> => {
  const { message, sender } = context;
  const session = await activeSession(services, context);
  const last = session && (await lastAsked(services, session));
  const text = await questionOf(services, context);
  const isDocument = last?.question.attachments?.some(({ kind }) => kind === 'document');
  if (session && isDocument && text !== '' && last?.question.telegramMessageIds.includes(message.message_id))
    return await answerChanged(services, context, session, last, text);
  await sender.send(
    'r1',
    say`I don't read the changed words below a file. Reply to the file with your question, and I read it again.`,
  );
  return 'answered';
};

/** The words below a recording: what was heard in it stays. */
const answerCaption = async (services: Dependencies, context: UpdateContext): Promise<Outcome> => {
  const { message, owner } = context;
  const session = await activeSession(services, context);
  const last = session && (await lastAsked(services, session));
  // It was not heard, or is no question any more.
  if (!session || !last?.question.telegramMessageIds.includes(message.message_id)) return 'ignored';
  const { content } = last.question;
  const asked = await services.claims.stateOf(owner, workOfUpdate(updateOf(last.question)));
  const facts = asked?.facts as UpdateFacts | undefined;
  const heard = content.slice(0, (facts?.heardAt ?? 0) + (facts?.heardUnits ?? content.length));
  const caption = (await ownWords(services, context, wordsOf({ ...message, text: undefined }))).trim();
  const text = caption === '' || facts?.heardUnits === undefined ? heard : `${heard}\n\n${caption}`;
  return await answerChanged(services, context, session, last, text);
};

const answerChanged = async (
  services: Dependencies,
  context: UpdateContext,
  session: Session,
  { question, answers }: LastQuestion,
  text: string,
): Promise<Outcome> => {
  const { owner, claim, sender } = context;
  if (question.telegramMessageIds.length > 1 && !isOneCaption(context, question)) {
    await sender.send(
      'r1',
      say`That question came in several messages, so I can't tell where the change belongs. Please send it again as a whole.`,
    );
    return 'answered';
  }
  const attachments = await otherPicture(services, context, question);
  const changed = question.content !== text || attachments !== undefined;
  // Telegram also reports edits that leave the text unchanged; the webhook has stopped the turn for these, too.
  if (!changed && claim.facts.edited !== 1 && !(await wasStopped(services, owner, question)))
    return 'ignored';
  if (changed) {
    await context.record({ edited: 1 });
    await services.messages.update(owner, session.sessionId, question.key, { content: text, ...attachments });
  }
  // Only from the chat: the conversation keeps it until the new one is stored.
  await replaceShown(sender, 'old0', answers, CHANGED);
  const edited = { ...question, content: text, ...attachments };
  return await answerAgain(services, context, session, { question: edited, answers });
};

/** Below an album stands one caption, in one of its parts. */
const isOneCaption = (
  { message }: UpdateContext,
  { content, attachments, telegramMessageIds }: Message,
): boolean =>
  message.media_group_id !== undefined &&
  picturesOf({ attachments }).length === telegramMessageIds.length &&
  !content.includes('\n');

/** Undefined where the picture is still the same one. */
const otherPicture = async (
  services: Dependencies,
  context: UpdateContext,
  question: Message,
): Promise<{ attachments: Attachment[] } | undefined> => {
  const pictures = picturesOf(question);
  if (pictures.length !== 1 || !holdsPicture(context.message)) return undefined;
  const found = await pictureIn(services, context.message);
  if (!found || 'refusal' in found) return undefined;
  const { picture } = found;
  const isSame = ({ fileId, fileUniqueId = fileId }: Picture) =>
    fileUniqueId === (picture.fileUniqueId ?? picture.fileId);
  return pictures.some(isSame) ? undefined : { attachments: [picture] };
};

const wasStopped = async (
  { claims }: Pick<Services, 'claims'>,
  owner: number,
  question: Message,
): Promise<boolean> => (await claims.outcomeOf(owner, workOfUpdate(updateOf(question)))) === 'stopped';

const tellOlder = async (
  services: Pick<Services, 'messages'>,
  { message, sender }: UpdateContext,
  session: Session | undefined,
  text: string,
): Promise<Outcome> => {
  const found = session && (await findShown(services, session, LOOK_BACK, message.message_id));
  if (found?.content === text) return 'ignored';
  await sender.send(
    'r1',
    say`I answer a changed message only if it is your last question. Please send it again as a new message.`,
  );
  return 'answered';
};
