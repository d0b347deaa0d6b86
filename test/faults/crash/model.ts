// A model that never answers twice in the same words, so that a second answer to one question cannot pass for the first.
import { paced } from '@steward/core/testing';
import type { FakeOllama } from '@steward/stand-ins/testing';

export interface Model {
  /** Answers the question with this name from now on; returns what every such answer looks like. */
  answers(name: string, length: 'short' | 'long'): RegExp;
}

/** More generations than deliveries: each has an answer of its own. */
const TAKES = 8;
const SHORT_PARTS = 8;
/** Three pieces in the chat. */
const LONG_PARTS = 24;
const SLOW_PARTS = 18;
const LONG_PART = 'word after word '.repeat(26);
const EVERY_MS = 45;

export const createModel = (ollama: FakeOllama): Model => {
  for (const model of ollama.models) model.capabilities = ['completion', 'vision'];
  return { answers: (name, length) => answersOf(ollama, name, length) };
};

const answersOf = (ollama: FakeOllama, name: string, length: 'short' | 'long'): RegExp => {
  const count = length === 'long' ? LONG_PARTS : SHORT_PARTS;
  for (let take = TAKES; take >= 1; take -= 1) {
    const parts = Array.from(
      { length: count },
      (_, index) => `Part ${index}: ${length === 'long' ? LONG_PART : 'and so on '}\n\n`,
    );
    const chunks = [`Take ${take} for ${name}.\n\n`, ...parts, `The end of ${name}.`];
    // The second message of a long one grows as well; the third comes with the end.
    const slow = length === 'long' ? chunks.slice(0, SLOW_PARTS) : chunks;
    const script = [...paced(EVERY_MS, slow), ...chunks.slice(slow.length)];
    ollama.when(name, script, take < TAKES ? 1 : undefined);
  }
  return new RegExp(`^Take \\d+ for ${name}\\.[^]*The end of ${name}\\.$`);
};
