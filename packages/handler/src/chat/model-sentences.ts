// What went wrong with the model, in one plain sentence that says what to do next.
import type { ModelError, ModelErrorCode } from '@steward/core';

export const EMPTY_ANSWER =
  'The model gave an empty answer. Your question is kept: tap “Try again” or change the model with /model.';

const NOTHING_CAME: Record<ModelErrorCode, string> = {
  'model-unreachable':
    'The model server cannot be reached. Your question is kept: tap “Try again” when it is back.',
  'model-asleep':
    'The model server did not wake up within five minutes. Your question is kept: tap “Try again” in a while.',
  'model-busy': 'The model server is too busy right now. Your question is kept: tap “Try again” in a moment.',
  'model-missing':
    'This model is not on the server any more. Your question is kept: choose another model with /model.',
  'model-key-refused':
    'The model server does not accept this bot. Your question is kept; whoever runs the bot has to check its key and certificate.',
  'model-slow': 'The model did not begin to answer in time. Your question is kept: tap “Try again”.',
  'model-broke-off':
    'The model server closed the connection before it answered. Your question is kept: tap “Try again”.',
  'model-failed':
    'The model server could not answer this. Your question is kept: tap “Try again” or change the model with /model.',
  'model-empty': EMPTY_ANSWER,
  'model-only-thought':
    'The model thought until its answer was used up. Your question is kept: tap “Try again”, ask for less at once, or change the model with /model.',
  'model-bad-object':
    'The model could not put this into the form that was needed. Tap “Try again”, or change the model with /model.',
  'context-overflow':
    "This does not fit into the model's memory. Start a new session with /newsession, or choose a larger model with /model.",
  aborted: 'There was no time left for this answer. Your question is kept: tap “Try again”.',
};

const BROKE_OFF: Partial<Record<ModelErrorCode, string>> = {
  'model-slow': 'The answer stopped coming: the model fell silent. What was written is kept.',
  aborted: 'There was no time left to finish this answer. What was written is kept.',
};

export const sentenceFor = (error: ModelError | undefined, hasText: boolean): string => {
  const code = error?.code ?? 'model-failed';
  if (!hasText) return NOTHING_CAME[code];
  return (
    BROKE_OFF[code] ?? 'The answer broke off: the connection to the model was lost. What was written is kept.'
  );
};
