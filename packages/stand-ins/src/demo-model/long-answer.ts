// A long answer: longer than one Telegram message, so that growing, splitting, stopping and continuing can be seen.
import { readFileSync } from 'node:fs';
import { quoted } from './conversation.ts';

const chapters = readFileSync(new URL('long-answer.md', import.meta.url), 'utf8').trimEnd();

/** More than 4,096 characters of Markdown; depends on the topic alone. */
export const writeLongAnswer = (topic: string): string => {
  const opening =
    topic === ''
      ? 'Here is a long answer.'
      : `You wrote ${quoted(topic)}. Here is a long answer, which will not be about it.`;
  return `${opening}\n\n${chapters}`;
};
