// A sent JSON file becomes conversations: our own format 1.0, or the file that ChatGPT exports.
import {
  type ErrorCode,
  importConversations,
  MAX_IMPORT_BYTES,
  type Outcome,
  parseImport,
  type Session,
  StewardError,
} from '@steward/core';
import type { Services } from '../../context/services.ts';
import type { IncomingDocument } from '../../telegram/incoming.ts';
import { bold, code, lines, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { countOf } from '../sessions/session-page.ts';

const TOO_LARGE =
  'This file is over 20 MB, the most that Telegram lets a bot download. Please send a smaller one.';
const HINT = ' I can import what /export makes, and the conversations.json of a ChatGPT export.';
const HINTED = new Set<ErrorCode>(['import-not-json', 'import-no-conversation']);
const LISTED = 20;

export type ImportDependencies = Pick<
  Services,
  'catalogue' | 'download' | 'messages' | 'model' | 'profiles' | 'sessions'
>;

export const importDocument = async (
  services: ImportDependencies,
  context: CommandContext,
  document: IncomingDocument,
): Promise<Outcome> => {
  if ((document.file_size ?? 0) > MAX_IMPORT_BYTES) {
    await context.reply(say`${TOO_LARGE}`);
    return 'answered';
  }
  try {
    const sessions = await context.whileTyping(async () =>
      store(services, context, await services.download(document.file_id, MAX_IMPORT_BYTES)),
    );
    await tell(services, context, sessions);
  } catch (error) {
    if (!(error instanceof StewardError) || error.retryable) throw error;
    if (error.code === 'file-too-large') await context.reply(say`${TOO_LARGE}`);
    else if (error.userMessage === undefined) throw error;
    else await context.reply(say`${error.userMessage}${HINTED.has(error.code) ? HINT : ''}`);
  }
  return 'answered';
};

const store = async (
  services: ImportDependencies,
  context: CommandContext,
  file: Uint8Array,
): Promise<Session[]> => {
  const { owner, from, updateId, atMs } = context;
  const conversations = parseImport(file);
  const entries = await services.catalogue.entries();
  const usable = entries.find(({ installed }) => installed !== false) ?? entries[0];
  return await importConversations(services, conversations, {
    owner,
    chatId: owner,
    createdBy: from.id,
    updateId,
    atMs,
    modelFor: (imported) => {
      if (imported === undefined) return usable?.name ?? conversations[0]?.modelName ?? 'unknown';
      const meant = entries.find(({ name }) => services.catalogue.isSame(name, imported));
      return meant?.name ?? imported;
    },
  });
};

const tell = async (
  services: ImportDependencies,
  context: CommandContext,
  sessions: Session[],
): Promise<void> => {
  const { reply } = context;
  const last = sessions.at(-1);
  if (!last) return;
  if (sessions.length === 1) {
    const missing = (await isMissing(services, last.modelName))
      ? ', which is not on the server: choose another one with /model'
      : '';
    return reply(
      say`📥 Imported as session ${bold(last.number)} “${last.title}” with ${countOf(last)}; it is active now and uses ${code(last.modelName)}${missing}.`,
    );
  }
  const listed = sessions
    .slice(-LISTED)
    .map((session) => say`${bold(session.number)}. ${session.title} · ${countOf(session)}`);
  const more =
    sessions.length > LISTED ? `… and ${sessions.length - LISTED} more in /listsessions.` : undefined;
  await reply(
    lines(
      say`📥 Imported ${sessions.length} conversations; session ${bold(last.number)} is active now.`,
      '',
      ...listed,
      more,
    ),
  );
};

/** An imported conversation keeps the name of its model. False when the server does not say. */
const isMissing = async ({ catalogue, model }: ImportDependencies, modelName: string): Promise<boolean> => {
  try {
    return !(await model.installed()).some(({ name }) => catalogue.isSame(name, modelName));
  } catch {
    return false;
  }
};
