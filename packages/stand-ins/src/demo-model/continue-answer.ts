// Going on with an answer that was cut off or stopped: the rest of what would have been written.
import { type ChatMessage, type Conversation, readConversation } from './conversation.ts';

export interface Continuing {
  asksToContinue: (text: string) => boolean;
  /** What the answer to a conversation may have been, whole. */
  answerTo: (conversation: Conversation) => string[];
}

const nothingLeft = 'That was all I had to say about it.';

/** The rest of the last answer, or a sentence when there is none. */
export const continueAnswer = (messages: readonly ChatMessage[], options: Continuing): string => {
  const question = messages.findLastIndex(
    (message) => message.role === 'user' && !options.asksToContinue(message.content),
  );
  const written = messages
    .slice(question + 1)
    .filter((message) => message.role === 'assistant')
    .map((message) => message.content)
    .join('');
  if (question < 0 || written === '') return 'There is nothing to go on with yet. Ask me something first.';
  const whole = options.answerTo(readConversation(messages.slice(0, question + 1)));
  for (const answer of whole) {
    const rest = restAfter(answer, written);
    if (rest !== undefined && rest.trim() !== '') return rest;
  }
  return nothingLeft;
};

/** What follows `written` in `whole`; white space does not count, because stored answers are trimmed. */
const restAfter = (whole: string, written: string): string | undefined => {
  const expected = written.replace(/\s/gu, '');
  let found = 0;
  for (let index = 0; index < whole.length; index += 1) {
    if (found === expected.length) return whole.slice(index);
    const unit = whole[index] ?? '';
    if (/\s/u.test(unit)) continue;
    if (unit !== expected[found]) return undefined;
    found += 1;
  }
  return found === expected.length ? '' : undefined;
};
