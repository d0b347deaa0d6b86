// What the table keeps of an answer beside its words: whether there is any yet, which messages show it, and that it was asked for.
import { messageKey, REPLY, type Session } from '@steward/core';
import type { Services } from '../context/services.ts';
import type { UpdateContext } from '../context/update-context.ts';

interface Asked {
  session: Session;
  /** By the update of the question. */
  questionsAdded: number;
}

/** Whether neither this try nor an earlier one has shown or stored anything of an answer. */
export const isUnseen = async (
  { messages }: Pick<Services, 'messages'>,
  context: UpdateContext,
  { session }: Pick<Asked, 'session'>,
): Promise<boolean> => {
  const { owner, atMs, updateId, sender } = context;
  if (sender.sentAs('answer') !== undefined) return false;
  return !(await messages.get(owner, session.sessionId, messageKey(atMs, updateId, REPLY)));
};

/** Records in the stored reply which messages show it. */
export const keepIds = (
  { messages }: Pick<Services, 'messages'>,
  { owner, atMs, updateId }: UpdateContext,
  { session }: Pick<Asked, 'session'>,
  telegramMessageIds: number[],
): Promise<void> =>
  messages.update(owner, session.sessionId, messageKey(atMs, updateId, REPLY), {
    telegramMessageIds,
  });

/** Of a turn that ends without an answer. */
export const countQuestion = async (
  { clock, sessions }: Pick<Services, 'clock' | 'sessions'>,
  { updateId }: UpdateContext,
  { session, questionsAdded }: Asked,
): Promise<void> => {
  if (questionsAdded === 0) return;
  const turn = { updateId, added: questionsAdded, atMs: clock.now() };
  await sessions.recordTurn(session, turn);
};
