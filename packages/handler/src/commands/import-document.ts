// A sent JSON file becomes conversations: our own format 1.0, or the file that ChatGPT exports.
import {
  importConversations,
  MAX_IMPORT_BYTES,
  type Outcome,
  parseImport,
  type Session,
  StewardError,
} from '@steward/core';
import { bold, code, lines, say } from '../telegram/say.ts';
import type { IncomingDocument } from '../updates/incoming.ts';
import type { CommandContext } from './command.ts';
import { countOf } from './list-sessions.ts';

const TOO_LARGE =
  'This file is over 20 MB, the most that Telegram lets a bot download. Export fewer conversations at a time.';
const LISTED = 20;

export const importDocument = async (
  context: CommandContext,
  document: IncomingDocument,
): Promise<Outcome> => {
  if ((document.file_size ?? 0) > MAX_IMPORT_BYTES) {
    await context.reply(say`${TOO_LARGE}`);
    return 'answered';
  }
  try {
    const bytes = await context.services.download(document.file_id, MAX_IMPORT_BYTES);
    const sessions = await store(context, Buffer.from(bytes).toString('utf8'));
    await tell(context, sessions);
  } catch (error) {
    if (!(error instanceof StewardError) || error.retryable) throw error;
    if (error.code === 'file-too-large') await context.reply(say`${TOO_LARGE}`);
    else if (error.userMessage !== undefined) await context.reply(say`${error.userMessage}`);
    else throw error;
  }
  return 'answered';
};

const store = async (context: CommandContext, text: string): Promise<Session[]> => {
  const { services, owner, from, updateId, atMs } = context;
  const conversations = parseImport(text);
  const entries = await services.catalogue.entries();
  const offered = entries.map(({ name }) => name);
  const usable = entries.find(({ installed }) => installed !== false) ?? entries[0];
  return await importConversations(services, conversations, {
    owner,
    chatId: owner,
    createdBy: from.id,
    updateId,
    atMs,
    offered,
    defaultModel: usable?.name ?? conversations[0]?.modelName ?? 'unknown',
  });
};

const tell = async ({ reply }: CommandContext, sessions: Session[]): Promise<void> => {
  const last = sessions.at(-1);
  if (!last) return;
  if (sessions.length === 1) {
    return reply(
      say`📥 Imported as session ${bold(last.number)} “${last.title}” with ${countOf(last)}; it is active now and uses ${code(last.modelName)}.`,
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
