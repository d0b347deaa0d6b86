// A message of a conversation, looked for among its newest.
import type { Message, Session } from '@steward/core';
import type { Services } from '../context/services.ts';

export const findMessage = async (
  { messages }: Pick<Services, 'messages'>,
  { owner, sessionId }: Session,
  among: number,
  isMeant: (message: Message) => boolean,
): Promise<Message | undefined> => {
  let read = 0;
  for await (const message of messages.newestFirst(owner, sessionId, { pageSize: among })) {
    if (isMeant(message)) return message;
    read += 1;
    if (read === among) return undefined;
  }
  return undefined;
};

/** The one that Telegram shows by this id. */
export const findShown = (
  services: Pick<Services, 'messages'>,
  session: Session,
  among: number,
  messageId: number,
): Promise<Message | undefined> =>
  findMessage(services, session, among, ({ telegramMessageIds }) => telegramMessageIds.includes(messageId));
