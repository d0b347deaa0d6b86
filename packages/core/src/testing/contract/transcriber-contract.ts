// What everything that listens promises: words, or the reason why there are none.
import { describe, expect, it } from 'vitest';
import type { SpeechErrorCode } from '../../error-code.ts';
import type { Recording, Transcriber } from '../../speech/transcriber.ts';
import { codeOf, type Made, useSubject } from './subject.ts';

export interface TranscriberSubject {
  transcriber: Transcriber;
  /** What is heard in the next recording. */
  hears(transcript: string): void;
  /** The next recording is refused. */
  fails(code: SpeechErrorCode): void;
  /** The next recording gets no answer. */
  waits(): void;
}

const RECORDING: Recording = {
  bytes: new TextEncoder().encode('OggS and so on'),
  fileName: 'voice.ogg',
  mimeType: 'audio/ogg',
};

export const transcriberContract = (make: () => Promise<Made<TranscriberSubject>>): void => {
  describe('a transcriber', () => {
    const subject = useSubject(make);
    const transcribe = (signal = new AbortController().signal, timeoutMs = 10_000) =>
      subject().transcriber.transcribe(RECORDING, { timeoutMs, signal });

    it('gives the words, trimmed', async () => {
      subject().hears(' What is the capital of France?\n');
      expect(await transcribe()).toBe('What is the capital of France?');
    });

    it.each(['', '\n', '[BLANK_AUDIO]', 'Untertitel der Amara.org-Community', 'you you you'])(
      'hears nothing in %j',
      async (transcript) => {
        subject().hears(transcript);
        expect(await codeOf(transcribe())).toBe('speech-nothing-heard');
      },
    );

    it.each([
      'speech-unreadable',
      'speech-busy',
      'speech-key-refused',
      'speech-model-missing',
      'speech-too-long',
      'speech-failed',
    ] as const)('passes a refusal on: %s', async (code) => {
      subject().fails(code);
      expect(await codeOf(transcribe())).toBe(code);
    });

    it('gives up after its time', async () => {
      subject().waits();
      expect(await codeOf(transcribe(undefined, 20))).toBe('speech-slow');
    });

    it('can be stopped while it listens, and before', async () => {
      const stop = new AbortController();
      subject().waits();
      const asked = codeOf(transcribe(stop.signal));
      setTimeout(() => stop.abort(), 20);
      expect(await asked).toBe('aborted');
      expect(await codeOf(transcribe(stop.signal))).toBe('aborted');
    });

    it('tells that it is well', async () => {
      expect(await codeOf(subject().transcriber.check())).toBeUndefined();
    });
  });
};
