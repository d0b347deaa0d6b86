// A sent PDF or .docx: its text is read once, kept page by page beside the archives, and asked about in the conversation.
// Loaded when one comes.
import {
  DEFAULT_TITLE,
  type DocumentText,
  type FileText,
  messageKey,
  REPLY,
  refOf,
  type Session,
  StewardError,
  titleFrom,
  workOfUpdate,
} from '@steward/core';
import { readFileText, writeFileText } from '@steward/core/documents';
import { MAX_IMPORT_BYTES as MAX_FILE_BYTES } from '@steward/core/import';
import { activeOrNewSession } from '../../chat/active-session.ts';
import { type AskDependencies, askModel } from '../../chat/answer-text.ts';
import { isMereDocument, questionBefore } from '../../chat/joined-question.ts';
import { joinParts } from '../../chat/pending-paste.ts';
import type { Services } from '../../context/services.ts';
import type { Handled } from '../../context/work.ts';
import { plainText } from '../../telegram/format/formatted-text.ts';
import type { IncomingDocument } from '../../telegram/incoming.ts';
import type { CommandContext } from '../feature.ts';
import { faultSentence, nameOfDocument, readSentence, TOO_LARGE } from './document-sentences.ts';

export type TakeDependencies = AskDependencies &
  Pick<Services, 'catalogue' | 'download' | 'files' | 'readDocument'>;

/** Of the one message that first says that it reads, and then what it read. */
const SLOT = 'reading';

/** `words`: what is asked about it; '' for nothing yet. */
export const takeDocument = async (
  services: TakeDependencies,
  context: CommandContext,
  document: IncomingDocument,
  words: string,
): Promise<Handled> => {
  const session = await activeOrNewSession(services, context);
  if (!session) return 'failed';
  const name = nameOfDocument(document.file_name);
  const read = await readOnce(services, context, session, { document, name });
  if ('refusal' in read) {
    await show(context, read.refusal);
    return 'answered';
  }
  const attachment: DocumentText = {
    kind: 'document',
    name,
    pages: read.of,
    key: workOfUpdate(context.updateId),
  };
  const toAsk = words === '' && !(await belongsToQuestion(services, context, session, name));
  const shownAs = await show(context, readSentence(name, read, toAsk));
  if (!toAsk) return await askModel(services, context, session, words || name, [attachment]);
  await keep(services, context, session, { attachment, read, shownAs });
  return 'answered';
};

type Pages = Pick<FileText, 'pages' | 'of'>;
type Read = Pages | { refusal: string };

/** What an earlier try has stored is not read again. */
const readOnce = async (
  services: TakeDependencies,
  context: CommandContext,
  session: Session,
  { document, name }: { document: IncomingDocument; name: string },
): Promise<Read> => {
  const { owner, updateId, claim, atMs } = context;
  const key = workOfUpdate(updateId);
  const stored = claim.attempt === 1 ? undefined : await readFileText(services.files, owner, key);
  if (stored) return stored;
  if ((document.file_size ?? 0) > MAX_FILE_BYTES) return { refusal: TOO_LARGE };
  await show(context, `📄 Reading ${name} …`);
  const reading = await context.whileTyping(() => readAnew(services, context, document, name));
  if ('refusal' in reading) return reading;
  // Noted before it is there, so that no text stays behind a conversation that is deleted.
  const files = session.files ?? [];
  if (!files.includes(key)) await services.sessions.update(refOf(session), { files: [...files, key] });
  await writeFileText(services.files, { owner, key }, { name, ...reading, readAtMs: atMs });
  return reading;
};

const readAnew = async (
  services: TakeDependencies,
  context: CommandContext,
  document: IncomingDocument,
  name: string,
): Promise<Read> => {
  try {
    const bytes = await services.download(document.file_id, MAX_FILE_BYTES);
    const reading = await services.readDocument(bytes, context.signal);
    return 'fault' in reading ? { refusal: faultSentence(name, reading) } : reading;
  } catch (error) {
    if (!(error instanceof StewardError) || error.retryable) throw error;
    if (error.code === 'file-too-large') return { refusal: TOO_LARGE };
    if (error.userMessage === undefined) throw error;
    return { refusal: error.userMessage };
  }
};

/** In the message that says that it reads, where there is one. */
const show = async ({ sender }: CommandContext, sentence: string): Promise<number | undefined> => {
  const shown = sender.sentAs(SLOT);
  return shown === undefined
    ? await sender.send(SLOT, plainText(sentence))
    : await sender.edit(SLOT, shown, plainText(sentence));
};

/** A comment that was sent with it asks about it, although it came as a message of its own. Another file asks nothing. */
const belongsToQuestion = async (
  services: TakeDependencies,
  context: CommandContext,
  session: Session,
  name: string,
): Promise<boolean> => {
  if (context.profile?.pendingPaste) return true;
  const own = await joinParts(services, context, name);
  const before = await questionBefore(services, context, session, own);
  return before !== undefined && !isMereDocument(before.question);
};

/** A question that is not asked yet: the next one finds the document in the conversation. */
const keep = async (
  { clock, messages, sessions }: TakeDependencies,
  context: CommandContext,
  session: Session,
  { attachment, read, shownAs }: { attachment: DocumentText; read: Pages; shownAs: number | undefined },
): Promise<void> => {
  const { owner, updateId, atMs } = context;
  const { sessionId } = session;
  const { name } = attachment;
  const own = await joinParts({ messages }, context, name, [attachment]);
  await messages.put(owner, sessionId, own);
  await messages.put(owner, sessionId, {
    key: messageKey(atMs, updateId, REPLY),
    role: 'assistant',
    content: readSentence(name, read, true),
    ts: clock.now(),
    telegramMessageIds: shownAs === undefined ? [] : [shownAs],
  });
  const turn = { updateId, added: 2, atMs: clock.now() };
  await sessions.recordTurn(refOf(session), turn, {
    ...(session.title === DEFAULT_TITLE && { title: titleFrom(name) }),
  });
};
