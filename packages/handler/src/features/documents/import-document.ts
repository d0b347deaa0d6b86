// A sent export becomes conversations in the archive: our own format 1.0, or what other programs write. Loaded when one
// comes.
import { type ErrorCode, StewardError } from '@steward/core';
import { type ImportFile, importConversations, isImportError, MAX_IMPORT_BYTES } from '@steward/core/import';
import { modelForNew } from '../../chat/new-model.ts';
import { type ReadText, textOf } from '../../chat/read-text.ts';
import type { Services } from '../../context/services.ts';
import type { IncomingDocument } from '../../telegram/incoming.ts';
import type { CommandContext } from '../feature.ts';
import { asksForImport, takeReminders } from './import-calendar.ts';
import { readImportFile } from './read-import-file.ts';
import { type Imported, tellImported } from './tell-imported.ts';

const TOO_LARGE =
  'This file is over 20 MB, the most that Telegram lets a bot download. Please send a smaller one: split the list of conversations in it, or pack it as .zip.';
const HINT =
  ' I can import what /export makes and what ChatGPT, Claude, Grok, Open WebUI and LibreChat export. To ask about a file, send it with your question.';
const HINTED = new Set<ErrorCode>(['import-not-json', 'import-no-conversation']);

export type ImportDependencies = Pick<
  Services,
  | 'archives'
  | 'catalogue'
  | 'clock'
  | 'download'
  | 'messages'
  | 'model'
  | 'profiles'
  | 'reminders'
  | 'sessions'
>;

export interface SentExport {
  document: IncomingDocument;
  kind: 'json' | 'zip';
  /** The words that came with it: what they ask is answered, whatever the file holds. */
  words: string;
}

export const importDocument = async (
  services: ImportDependencies,
  context: CommandContext,
  { document, kind, words }: SentExport,
): Promise<ReadText | 'answered'> => {
  let bytes: Uint8Array | undefined;
  const asksAbout = () => (words !== '' && kind === 'json' && bytes ? textOf(bytes) : undefined);
  try {
    if ((document.file_size ?? 0) > MAX_IMPORT_BYTES) return { refusal: TOO_LARGE };
    const imported = await context.whileTyping(async () => {
      bytes = await services.download(document.file_id, MAX_IMPORT_BYTES);
      if (kind === 'json' && asksForImport(words) && holdsReminders(bytes)) return 'reminders';
      return await store(services, context, await readImportFile(bytes, kind));
    });
    if (imported === 'reminders') return await takeReminders(services, context, document, bytes);
    const isQuestion = !asksForImport(words);
    const read = isQuestion ? asksAbout() : undefined;
    const isTooLong = isQuestion && !(read && 'text' in read);
    await tellImported(services, context, { ...imported, isTooLong });
    return read && !isTooLong ? read : 'answered';
  } catch (error) {
    if (!(error instanceof StewardError) || error.retryable) throw error;
    if (error.code === 'file-too-large') return { refusal: TOO_LARGE };
    const read = isImportError(error) ? asksAbout() : undefined;
    if (read) return read;
    if (error.userMessage === undefined) throw error;
    return { refusal: `${error.userMessage}${HINTED.has(error.code) ? HINT : ''}` };
  }
};

/** Our own file of reminders, by how it begins. */
const holdsReminders = (bytes: Uint8Array): boolean =>
  /^\uFEFF?\s*\{\s*"steward_reminders"/.test(new TextDecoder().decode(bytes.subarray(0, 200)));

const store = async (
  services: ImportDependencies,
  { owner, from, profile, updateId, atMs }: CommandContext,
  { conversations, leftOut }: ImportFile,
): Promise<Omit<Imported, 'isTooLong'>> => {
  const entries = await services.catalogue.entries();
  const usable = modelForNew(services, profile, entries);
  const sessions = await importConversations(services, conversations, {
    owner,
    chatId: owner,
    createdBy: from.id,
    updateId,
    atMs,
    modelFor: ({ modelName, isForeign = false }) => {
      const meant = entries.find(({ name }) => modelName && services.catalogue.isSame(name, modelName));
      // Our own keep the name of their model, wherever it went.
      return (
        meant?.name ?? (isForeign ? usable?.name : (modelName ?? usable?.name)) ?? modelName ?? 'unknown'
      );
    },
  });
  const cutPrompts = conversations.filter(({ isPromptCut = false }) => isPromptCut).length;
  return { sessions, leftOut, cutPrompts };
};
