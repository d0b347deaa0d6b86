// What the model stand-in answers: a function of the question, so that every bot's answers can be checked.

/** The answer to a question with this word comes in two steps: its first token, and the rest a good while later. */
export const SLOWLY = 'slowly';

const BODY = `Here is **what matters**, in three points:

- the first one, with \`code\` in it;
- the second one, a little longer than the first one was, as they often are;
- the third one, and [a link](https://example.org/).

Everything else follows from these.`;

export const answerTo = (question: string): string => `You asked: ${question}\n\n${BODY}`;

/** About as long as a model's tokens are. */
export const tokensOf = (answer: string): string[] => answer.match(/[\s\S]{1,5}/g) ?? [];

/** Words that stay the same however a bot formats the answer. */
export const isAnswerTo = (question: string, shown: string): boolean =>
  shown.includes(`You asked: ${question}`) && shown.includes('Everything else follows from these.');
