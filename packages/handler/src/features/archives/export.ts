// /export: a conversation as a JSON file (to keep or to import elsewhere) or as Markdown (to read); or the reminders.
import type { FileText, Session } from '@steward/core';
import { exportMarkdown, exportSession } from '@steward/core/archives';
import { readFileText } from '@steward/core/documents';
import type { Services } from '../../context/services.ts';
import type { Speaker } from '../../context/update-context.ts';
import { code, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { findConversation, findOrActive, readNumberAndRest } from '../sessions/arguments.ts';

type Dependencies = Pick<Services, 'archives' | 'clock' | 'files' | 'messages' | 'reminders' | 'sessions'>;

export const exportAsked = async (
  services: Dependencies,
  context: CommandContext,
  argument: string,
): Promise<void> => {
  if (/^(?:reminders|tasks|ics)$/i.test(argument.trim())) {
    const { exportReminders } = await import('../reminders/transfer/export-reminders.ts');
    return await exportReminders(services, context);
  }
  const { number, rest } = readNumberAndRest(argument);
  const format = rest.trim().toLowerCase();
  if (!['', 'json', 'md', 'markdown'].includes(format))
    return await context.reply(
      say`I export as JSON or as Markdown: ${code('/export 2')} or ${code('/export 2 md')}.`,
    );
  const session = await findOrActive(services, context, number, '/export 2');
  if (session) await sendExport(services, context, session, format.startsWith('m') ? 'md' : 'json');
};

export const exportTapped = async (
  services: Dependencies,
  context: CommandContext,
  [number, format]: string[],
): Promise<void> => {
  const session = await findConversation(services, context, Number(number) || undefined, '/export 2');
  if (session) await sendExport(services, context, session, format === 'md' ? 'md' : 'json');
};

/** Telegram's limit for bots that upload. */
const MAX_UPLOAD_BYTES = 50_000_000;

/** False: it is too large for Telegram, which is said. */
export const sendExport = async (
  services: Pick<Dependencies, 'archives' | 'clock' | 'files' | 'messages' | 'sessions'>,
  context: Speaker,
  session: Session,
  format: 'json' | 'md',
): Promise<boolean> => {
  const mimeType = format === 'md' ? 'text/markdown' : 'application/json';
  const content = await context.whileTyping(async () => {
    const write = format === 'md' ? exportMarkdown : exportSession;
    return await inMemory(await write(services, session), mimeType);
  });
  if (content === undefined) {
    await context.reply(
      say`This conversation is over Telegram's 50 MB for files, so I can't send it here. Whoever runs this bot can copy its archive.`,
    );
    return false;
  }
  await context.sendDocument({
    fileName: `steward-${session.number}-${slugOf(session.title)}.${format}`,
    content,
    caption: `Conversation ${session.number}: ${session.title}`,
  });
  await sendDocuments(services, context, session);
  return true;
};

/** The text of the documents that were read in it, in a file of their own. */
const sendDocuments = async (
  { files }: Pick<Dependencies, 'files'>,
  context: Speaker,
  session: Session,
): Promise<void> => {
  const texts = textsOf(files, session);
  const content = await context.whileTyping(() => inMemory(texts, 'text/plain'));
  if (content === undefined)
    return context.reply(say`The text of its documents is over 50 MB, so I can't send it here.`);
  if (content.size === 0) return;
  await context.sendDocument({
    fileName: `steward-${session.number}-documents.txt`,
    content,
    caption: `What I read in the documents of conversation ${session.number}`,
  });
};

async function* textsOf(files: Dependencies['files'], session: Session): AsyncGenerator<Uint8Array> {
  for (const key of session.files ?? []) {
    const text = await readFileText(files, session.owner, key);
    if (text) yield Buffer.from(inPages(text));
  }
}

const inPages = ({ name, pages, of }: FileText): string =>
  pages.map((page, index) => `== ${name}, page ${index + 1} of ${of} ==\n\n${page}\n\n`).join('');

/** Undefined when it is too large to be sent; reading stops there. */
const inMemory = async (body: AsyncIterable<Uint8Array>, type: string): Promise<Blob | undefined> => {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of body) {
    bytes += piece.byteLength;
    if (bytes > MAX_UPLOAD_BYTES) return undefined;
    pieces.push(piece);
  }
  return new Blob(pieces, { type });
};

const slugOf = (title: string): string =>
  title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .toWellFormed() || 'conversation';
