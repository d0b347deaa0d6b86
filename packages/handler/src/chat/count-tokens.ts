// What the models read and wrote of one turn: as their server tells it, and as far as that can be estimated where it tells
// nothing, because the answer was stopped or broke off.
import {
  type ChatModel,
  estimateTokens,
  MESSAGE_OVERHEAD_TOKENS,
  ModelError,
  type ModelErrorCode,
  type ModelRequest,
  PICTURE_TOKENS,
} from '@steward/core';

export interface TokenCount<M extends ChatModel> {
  model: M;
  /** So far. */
  tokens(): number;
}

export const estimatePrompt = ({ messages }: Pick<ModelRequest, 'messages'>): number =>
  messages.reduce(
    (sum, { content, images = [] }) =>
      sum + estimateTokens(content) + MESSAGE_OVERHEAD_TOKENS + images.length * PICTURE_TOKENS,
    0,
  );

/** A server that is stopped, is too slow or writes nonsense has read the prompt; one that refuses or is away has not. */
const READ: readonly ModelErrorCode[] = [
  'aborted',
  'model-slow',
  'model-empty',
  'model-only-thought',
  'model-bad-object',
];

export const isRead = (error: unknown): boolean => error instanceof ModelError && READ.includes(error.code);

export const countTokens = <M extends ChatModel>(model: M): TokenCount<M> => {
  let tokens = 0;
  return {
    tokens: () => tokens,
    model: {
      ...model,
      async *stream(request, options) {
        const prompt = estimatePrompt(request);
        let [counted, written] = [0, ''];
        const count = (now: number) => {
          tokens += now - counted;
          counted = now;
        };
        count(prompt);
        let [hasBegun, isCounted] = [false, false];
        try {
          for await (const event of model.stream(request, options)) {
            hasBegun = true;
            if (event.type === 'done') {
              const { promptTokens = prompt, answerTokens = estimateTokens(written) } = event;
              count(promptTokens + answerTokens);
              isCounted = true;
            } else written += event.text;
            yield event;
          }
        } catch (error) {
          isCounted = !hasBegun && !options.signal.aborted && !isRead(error);
          if (isCounted) count(0);
          throw error;
        } finally {
          if (!isCounted) count(prompt + estimateTokens(written));
        }
      },
    },
  };
};
