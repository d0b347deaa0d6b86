/** A failure that is told in one sentence, and needs no stack. */
export class SpeechError extends Error {
  override name = 'SpeechError';
}
