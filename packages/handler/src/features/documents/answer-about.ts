// A question that replies to a PDF or .docx: about the one that is in the conversation already, or read now.
import type { DocumentText, Session } from '@steward/core';
import { activeSession } from '../../chat/active-session.ts';
import { askModel } from '../../chat/answer-text.ts';
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
  { messages }: Pick<Services, 'messages'>,
  { owner, sessionId }: Session,
  { message, updateId }: CommandContext,
  document: IncomingDocument,
): Promise<DocumentText | undefined> => {
  const target = message.reply_to_message?.message_id;
  const name = nameOfDocument(document.file_name);
  let read = 0;
  for await (const { attachments = [], key, telegramMessageIds } of messages.newestFirst(owner, sessionId, {
    pageSize: LOOK_BACK,
  })) {
    read += 1;
    // What an earlier try of this very update stored names nothing else.
    const isOwn = Number(key.split('#')[1]) === updateId;
    if (!isOwn && target !== undefined && telegramMessageIds.includes(target))
      for (const one of attachments) if (one.kind === 'document' && one.name === name) return one;
    if (read === LOOK_BACK) return undefined;
  }
  return undefined;
};
