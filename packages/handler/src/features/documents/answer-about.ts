// A question that replies to a PDF or .docx: about the one that is in the conversation already, or read now.
import type { DocumentText, Message, Session } from '@steward/core';
import { activeSession } from '../../chat/active-session.ts';
import { askModel } from '../../chat/answer-text.ts';
import { findMessage } from '../../chat/find-message.ts';
import { updateOf } from '../../chat/last-question.ts';
import { questionOf } from '../../chat/question-of.ts';
import type { Services } from '../../context/services.ts';
import type { Handled } from '../../context/work.ts';
import type { IncomingDocument } from '../../telegram/incoming.ts';
import type { CommandContext } from '../feature.ts';
import { nameOfDocument } from './document-sentences.ts';
import type { DocumentDependencies } from './handle-document.ts';
import { takeDocument } from './take-document.ts';

/** How many messages are searched for the one that brought it. */
const LOOK_BACK = 100;

/** Undefined where nothing is asked. */
export const answerAbout = async (
  services: DocumentDependencies,
  context: CommandContext,
  document: IncomingDocument,
): Promise<Handled | undefined> => {
  const words = await questionOf(services, context);
  if (words === '') return undefined;
  const session = await activeSession(services, context);
  const known = session && (await findKnown(services, session, context, document));
  if (session && known) return await askModel(services, context, session, words, [known]);
  return await takeDocument(services, context, document, words);
};

const findKnown = async (
  services: Pick<Services, 'messages'>,
  session: Session,
  { message: { reply_to_message: target }, updateId }: CommandContext,
  document: IncomingDocument,
): Promise<DocumentText | undefined> => {
  if (!target) return undefined;
  const name = nameOfDocument(document.file_name);
  const broughtBy = ({ attachments }: Message) =>
    attachments?.find((one): one is DocumentText => one.kind === 'document' && one.name === name);
  const brought = await findMessage(services, session, LOOK_BACK, (message) => {
    // What an earlier try of this very update stored names nothing else.
    const isTarget = updateOf(message) !== updateId && message.telegramMessageIds.includes(target.message_id);
    return isTarget && broughtBy(message) !== undefined;
  });
  return brought && broughtBy(brought);
};
