// /export: a conversation as a JSON file (to keep or to import elsewhere) or as Markdown (to read).
import { archiveToMarkdown, exportSession, readArchive, type Session } from '@steward/core';
import { code, say } from '../telegram/say.ts';
import { findConversation, readNumberAndRest } from './arguments.ts';
import type { Command, CommandContext } from './command.ts';

export const exportConversation: Command = {
  name: 'export',
  usage: '<n> [md]',
  summary: 'Get a conversation as a file: JSON, or Markdown with “md”',
  async run(context, argument) {
    const { number, rest } = readNumberAndRest(argument);
    const format = rest.trim().toLowerCase();
    if (!['', 'json', 'md', 'markdown'].includes(format)) {
      await context.reply(
        say`I export as JSON or as Markdown: ${code('/export 2')} or ${code('/export 2 md')}.`,
      );
      return undefined;
    }
    const session = await findConversation(context, number, '/export 2');
    if (session) await send(context, session, format.startsWith('m') ? 'md' : 'json');
    return undefined;
  },
  taps: {
    export: async (context, [number, format]) => {
      const session = await findConversation(context, Number(number) || undefined, '/export 2');
      if (session) await send(context, session, format === 'md' ? 'md' : 'json');
      return undefined;
    },
  },
};

/** Telegram's limit for bots that upload. */
const MAX_UPLOAD_BYTES = 50_000_000;

const send = async (context: CommandContext, session: Session, format: 'json' | 'md'): Promise<void> => {
  const { json } = await exportSession(context.services, session);
  // An archive keeps the title it was written with.
  const text = format === 'md' ? archiveToMarkdown({ ...readArchive(json), title: session.title }) : json;
  const bytes = Buffer.from(text);
  if (bytes.byteLength > MAX_UPLOAD_BYTES) {
    return context.reply(say`This conversation is over Telegram's 50 MB for files, so I can't send it here.`);
  }
  await context.sendDocument({
    fileName: `steward-${session.number}-${slugOf(session.title)}.${format}`,
    bytes,
    mimeType: format === 'md' ? 'text/markdown' : 'application/json',
    caption: `Conversation ${session.number}: ${session.title}`,
  });
};

const slugOf = (title: string): string =>
  title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .toWellFormed() || 'conversation';
