// What /status tells of listening.
import { StewardError } from '@steward/core';
import type { Services } from '../../context/services.ts';
import type { FormattedText } from '../../telegram/format/formatted-text.ts';
import { say } from '../../telegram/say.ts';
import { lengthInWords } from './recording.ts';

export const speechStatus = async ({
  clock,
  speech,
}: Pick<Services, 'clock' | 'speech'>): Promise<FormattedText> => {
  if (!speech) return say`🎙 Speech server: none is set up, so I cannot hear voice messages.`;
  const startedMs = clock.now();
  try {
    await speech.transcriber.check();
    const tookMs = Math.max(1, Math.round(clock.now() - startedMs));
    return say`✅ Speech server: reachable in ${tookMs} ms, for recordings of up to ${lengthInWords(speech.maxSeconds)}`;
  } catch (error) {
    return say`❌ Speech server: ${faultOf(error)} Voice messages can be tried again when it is back.`;
  }
};

/** A server that answers with an error is running: its operator must look for another cause. */
const faultOf = (error: unknown): string => {
  const code = error instanceof StewardError ? error.code : undefined;
  if (code === 'speech-key-refused') return 'reachable, but it refuses my key or shows another certificate.';
  return code === 'speech-unreachable' || code === 'speech-slow'
    ? 'not reachable.'
    : 'reachable, but it answers with an error.';
};
