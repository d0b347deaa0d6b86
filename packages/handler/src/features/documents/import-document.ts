// A sent export becomes conversations in the archive: our own format 1.0, or what other programs write.
import {
  type ErrorCode,
  importConversations,
  isImportError,
  type LeftOut,
  MAX_IMPORT_BYTES,
  StewardError,
} from '@steward/core';
import { type ReadText, textOf } from '../../chat/read-text.ts';
import type { Services } from '../../context/services.ts';
import type { IncomingDocument } from '../../telegram/incoming.ts';
import type { CommandContext } from '../feature.ts';
import { readImportFile } from './read-import-file.ts';
import { type Imported, tellImported } from './tell-imported.ts';

const TOO_LARGE =
  'This file is over 20 MB, the most that Telegram lets a bot download. Please send a smaller one: split the list of conversations in it, or pack it as .zip.';
const HINT =
  ' I can import what /export makes and what ChatGPT, Claude, Open WebUI and LibreChat export. To ask about a file, send it with your question.';
const HINTED = new Set<ErrorCode>(['import-not-json', 'import-no-conversation']);

export type ImportDependencies = Pick<
  Services,
  'archives' | 'catalogue' | 'download' | 'model' | 'profiles' | 'sessions'
>;

export interface SentExport {
  document: IncomingDocument;
  kind: 'json' | 'zip';
  /** Whether a question came with it: a file that holds no conversation is what it is about. */
  isAsked: boolean;
}

export const importDocument = async (
  services: ImportDependencies,
  context: CommandContext,
  { document, kind, isAsked }: SentExport,
): Promise<ReadText | 'answered'> => {
  let bytes: Uint8Array | undefined;
  try {
    if ((document.file_size ?? 0) > MAX_IMPORT_BYTES) return { refusal: TOO_LARGE };
    const imported = await context.whileTyping(async () => {
      bytes = await services.download(document.file_id, MAX_IMPORT_BYTES);
      return await store(services, context, await readImportFile(bytes, kind));
    });
    await tellImported(services, context, imported);
    return 'answered';
  } catch (error) {
    if (!(error instanceof StewardError) || error.retryable) throw error;
    if (error.code === 'file-too-large') return { refusal: TOO_LARGE };
    if (isImportError(error) && isAsked && kind === 'json' && bytes) return textOf(bytes);
    if (error.userMessage === undefined) throw error;
    return { refusal: `${error.userMessage}${HINTED.has(error.code) ? HINT : ''}` };
  }
};

const store = async (
  services: ImportDependencies,
  { owner, from, updateId, atMs }: CommandContext,
  {
    conversations,
    leftOut,
  }: { conversations: Parameters<typeof importConversations>[1]; leftOut: LeftOut[] },
): Promise<Imported> => {
  const entries = await services.catalogue.entries();
  const usable = entries.find(({ installed }) => installed !== false) ?? entries[0];
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
