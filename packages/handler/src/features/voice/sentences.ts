// Why nothing was heard, in one sentence that says what to do next.
import type { SpeechErrorCode } from '@steward/core';
import type { FormattedText } from '../../telegram/format/formatted-text.ts';
import { say } from '../../telegram/say.ts';
import { type IncomingRecording, lengthInWords } from './recording.ts';

export type Failure = SpeechErrorCode | 'stopped' | 'cut-off' | 'download-failed' | 'file-too-large';

interface Told {
  sentence: string;
  /** Another try may end better. */
  again?: true;
  /** It was the server's fault, not the recording's. */
  failed?: true;
}

const TOO_LARGE =
  'This recording is too large for me: Telegram gives me up to 20 MB. Send it in shorter parts.';

const TOLD: Record<Failure, Told> = {
  stopped: { sentence: '⏹ Stopped before I had heard it all.', again: true },
  'speech-nothing-heard': {
    sentence: 'I heard no words in this recording. Say it once more, closer to the microphone, or write it.',
  },
  'speech-unreadable': {
    sentence: 'I cannot play this kind of recording. Send it as a voice message, or write it.',
  },
  'cut-off': {
    sentence: 'This recording did not arrive whole. Tap “Try again”, or send it once more.',
    again: true,
  },
  'download-failed': {
    sentence: 'Telegram did not give me the recording. Tap “Try again”, or send it once more.',
    again: true,
  },
  'file-too-large': { sentence: TOO_LARGE },
  'speech-too-long': {
    sentence: 'This recording is too long to listen to. Send it in shorter parts.',
  },
  'speech-unreachable': {
    sentence: 'The speech server cannot be reached. Tap “Try again” when it is back, or write it.',
    again: true,
    failed: true,
  },
  'speech-busy': {
    sentence: 'The speech server is busy with other recordings. Tap “Try again” in a moment.',
    again: true,
    failed: true,
  },
  'speech-slow': {
    sentence: 'The speech server took too long. Tap “Try again”, or send it in shorter parts.',
    again: true,
    failed: true,
  },
  'speech-key-refused': {
    sentence:
      'The speech server does not accept this bot. Whoever runs the bot has to check its key and certificate; then tap “Try again”.',
    again: true,
    failed: true,
  },
  'speech-model-missing': {
    sentence:
      'The speech server does not know the model or the address that I ask for. Whoever runs the bot has to check SPEECH_MODEL and SPEECH_URL; then tap “Try again”.',
    again: true,
    failed: true,
  },
  'speech-failed': {
    sentence: 'The speech server met an error. Tap “Try again”, or write it.',
    again: true,
    failed: true,
  },
  aborted: {
    sentence: 'There was no time left to hear this recording. Tap “Try again”.',
    again: true,
    failed: true,
  },
};

export const toldOf = (failure: Failure): Told => TOLD[failure];

/** As much as Telegram lets a bot download. */
export const MAX_RECORDING_BYTES = 20 * 1024 * 1024;

/** Of a recording that is not even downloaded. */
export const refusalOf = (
  { bytes = 0, seconds }: IncomingRecording,
  maxSeconds: number,
): FormattedText | undefined => {
  if (seconds > maxSeconds)
    return say`This recording is ${lengthInWords(seconds)} long, and I listen to up to ${lengthInWords(maxSeconds)}. Send it in shorter parts.`;
  return bytes > MAX_RECORDING_BYTES ? say`${TOO_LARGE}` : undefined;
};
