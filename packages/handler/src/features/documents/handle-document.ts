// A sent file: a .txt or .md file is a question, a JSON file is a conversation to import.
import { StewardError } from '@steward/core';
import { activeOrNewSession } from '../../chat/active-session.ts';
import { type AskDependencies, askModel } from '../../chat/answer-text.ts';
import { ownWords } from '../../context/own-words.ts';
import type { Services } from '../../context/services.ts';
import type { Handled } from '../../context/work.ts';
import type { IncomingDocument } from '../../telegram/incoming.ts';
import { say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { type ImportDependencies, importDocument } from './import-document.ts';

/** More than the models here can read, and less than an item of DynamoDB holds. */
const MAX_TEXT_BYTES = 200_000;

export type DocumentDependencies = AskDependencies & ImportDependencies;

export const handleDocument = async (
  services: DocumentDependencies,
  context: CommandContext,
  document: IncomingDocument,
): Promise<Handled> => {
  const kind = kindOf(document);
  if (kind === 'json') return await importDocument(services, context, document);
  if (kind === 'other') {
    const zip = /\.zip$/i.test(document.file_name ?? '');
    await context.reply(
      zip
        ? say`I can't open .zip files. Unpack it and send the .json file in it, for example ChatGPT's conversations.json.`
        : say`I can't read this kind of file. Send a .txt or .md file as a question, or a .json file to import a conversation.`,
    );
    return 'answered';
  }
  const read = await readText(services, document);
  if ('refusal' in read) {
    await context.reply(say`${read.refusal}`);
    return 'answered';
  }
  const session = await activeOrNewSession(services, context);
  if (!session) return 'failed';
  const words = await ownWords(services, context, context.message.caption ?? '');
  // The words stand behind the text: of what is too long for a model only the end is read.
  return await askModel(services, context, session, words === '' ? read.text : `${read.text}\n\n${words}`);
};

const TOO_LARGE = `This text file is too large: I can read up to ${MAX_TEXT_BYTES / 1000} kB. Send a shorter part of it.`;

const readText = async (
  { download }: Pick<Services, 'download'>,
  { file_id: fileId, file_size: size = 0 }: IncomingDocument,
): Promise<{ text: string } | { refusal: string }> => {
  if (size > MAX_TEXT_BYTES) return { refusal: TOO_LARGE };
  try {
    const text = decode(await download(fileId, MAX_TEXT_BYTES));
    if (text === undefined) {
      return { refusal: 'I can only read plain text. Save the file as UTF-8 text and send it again.' };
    }
    return text.trim() === '' ? { refusal: 'This file is empty.' } : { text };
  } catch (error) {
    if (error instanceof StewardError && error.code === 'file-too-large') return { refusal: TOO_LARGE };
    throw error;
  }
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
