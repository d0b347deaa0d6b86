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
  'model-sign-in':
    'This model runs elsewhere, and the model server is not signed in there, or its plan leaves the model out. Your question is kept: choose another model with /model.',
  'model-limit':
    'The limit of what may be asked of this model is reached for now. Your question is kept: tap “Try again” later, or choose another model with /model.',
  'model-no-memory':
    'The model server has too little memory for this model. Your question is kept: choose a smaller one with /model.',
  'model-no-chat': 'This model cannot chat. Your question is kept: choose another model with /model.',
  'model-blind':
    'This model cannot see pictures. Your question is kept: choose a model that can with /model.',
  'model-stumbled':
    'The model server met an error while it answered. Your question is kept: tap “Try again” or change the model with /model.',
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
  'model-stumbled': 'The answer broke off: the model server met an error. What was written is kept.',
  'model-no-memory': 'The answer broke off: the model server ran out of memory. What was written is kept.',
  'model-limit': 'The answer broke off: the limit of this model is reached. What was written is kept.',
  'model-sign-in':
    'The answer broke off: this model needs a sign-in or another plan. What was written is kept.',
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

/** A few words, for /status. */
const SHORT_REASON: Record<ModelErrorCode, string> = {
  'model-unreachable': 'the server could not be reached',
  'model-asleep': 'the server did not wake up',
  'model-busy': 'the server was too busy',
  'model-missing': 'the model is not on the server',
  'model-key-refused': 'the server refuses my key or certificate',
  'model-sign-in': 'the model needs a sign-in or another plan',
  'model-limit': 'the limit of this model was reached',
  'model-no-memory': 'too little memory for this model',
  'model-no-chat': 'this model cannot chat',
  'model-blind': 'this model cannot see pictures',
  'model-stumbled': 'the server met an error while it answered',
  'model-slow': 'no answer in time',
  'model-broke-off': 'the connection broke off',
  'model-failed': 'the server could not answer',
  'model-empty': 'the answer was empty',
  'model-only-thought': 'thinking used the answer up',
  'model-bad-object': 'the answer had another form than was asked for',
  'context-overflow': "the text did not fit into the model's memory",
  aborted: 'there was no time left',
};

/** Also of a code that another version stored. */
export const shortReasonOf = (code: string): string =>
  SHORT_REASON[code as ModelErrorCode] ?? SHORT_REASON['model-failed'];
