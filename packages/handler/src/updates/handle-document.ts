// A sent file: a .txt or .md file is a question, a JSON file is a conversation to import.
import { activeOrNewSession } from '../chat/active-session.ts';
import { askModel } from '../chat/answer-text.ts';
import { importDocument } from '../commands/import-document.ts';
import { say } from '../telegram/say.ts';
import type { Handled } from './handle-update.ts';
import type { IncomingDocument } from './incoming.ts';
import { createSpeaker, type UpdateContext } from './update-context.ts';

/** More than a model of this size can read; DynamoDB's item limit lies above it. */
const MAX_TEXT_BYTES = 200_000;

export const handleDocument = async (
  context: UpdateContext,
  document: IncomingDocument,
): Promise<Handled> => {
  const kind = kindOf(document);
  const speaker = createSpeaker(context);
  if (kind === 'json') return await importDocument({ ...context, ...speaker }, document);
  if (kind === 'other') {
    await speaker.reply(
      say`I can read .txt and .md files as a question and import conversations from .json files. This is neither.`,
    );
    return 'answered';
  }
  if ((document.file_size ?? 0) > MAX_TEXT_BYTES) {
    await speaker.reply(
      say`This text file is too large: I can read up to ${MAX_TEXT_BYTES / 1000} kB. Send a shorter part of it.`,
    );
    return 'answered';
  }
  const text = decode(await context.services.download(document.file_id, MAX_TEXT_BYTES));
  if (text === undefined || text.trim() === '') {
    await speaker.reply(say`This file holds no text that I can read (UTF-8 is needed).`);
    return 'answered';
  }
  const session = await activeOrNewSession(context);
  if (!session) return 'failed';
  const { caption } = context.message;
  return await askModel(context, session, caption ? `${caption}\n\n${text}` : text);
};

const kindOf = ({
  file_name: name = '',
  mime_type: type = '',
}: IncomingDocument): 'json' | 'text' | 'other' => {
  if (/\.json$/i.test(name) || type === 'application/json') return 'json';
  if (/\.(txt|md|markdown|text)$/i.test(name) || type === 'text/plain' || type === 'text/markdown')
    return 'text';
  return 'other';
};

const decode = (bytes: Uint8Array): string | undefined => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\u0000') ? undefined : text;
  } catch {
    return undefined;
  }
};
