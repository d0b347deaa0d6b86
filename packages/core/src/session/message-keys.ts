// The keys of a conversation's messages.
import type { MessageStore } from './message.ts';

/** All keys, oldest first. Only keys are held: the texts are let go page by page. */
export const messageKeys = async (
  messages: MessageStore,
  owner: number,
  sessionId: string,
): Promise<string[]> => {
  const keys: string[] = [];
  for await (const { key } of messages.oldestFirst(owner, sessionId)) keys.push(key);
  return keys;
};
