// Files that people send to be imported: ordinary ones, and one that means harm.
import { type TextSizes, textOf } from './chat-history.ts';

/** In format 1.0. */
export const conversationFile = (
  modelName: string,
  messages: number,
  { question, answer }: TextSizes,
): Buffer =>
  Buffer.from(
    JSON.stringify({
      model_name: modelName,
      title: 'A long conversation',
      conversation: Array.from({ length: messages }, (_, index) => ({
        role: index % 2 === 0 ? 'user' : 'assistant',
        content: textOf(`Message ${index}`, index % 2 === 0 ? question : answer),
        ts: 1_700_000_000_000 + index * 60_000,
      })),
    }),
  );

/** One message, and beside it empty lists by the million: three bytes each, forty in memory. */
export const bracketsFile = (bytes: number): Buffer => {
  const before = '{"conversation":[{"role":"user","content":"Hi"}],"more":[';
  const behind = '[]]}';
  const count = Math.floor((bytes - before.length - behind.length) / 3);
  return Buffer.from(before + '[],'.repeat(count) + behind);
};
