// From a recording to its text: read it, find who speaks, hear each stretch.
import { readAudio } from './audio.ts';
import type { FindSpeech } from './find-speech.ts';
import type { Recognise } from './recogniser.ts';
import { Refusal } from './refusal.ts';
import type { Transcribe } from './server.ts';

export interface TranscribeDependencies {
  findSpeech: FindSpeech;
  recognise: Recognise;
  maxSeconds: number;
}

const UNREADABLE =
  'The recording could not be read. OGG/Opus and WAV (16 bits, 16 kHz, one channel) are; others where ffmpeg is installed.';

export const createTranscribe =
  ({ findSpeech, recognise, maxSeconds }: TranscribeDependencies): Transcribe =>
  async ({ audio, language }, signal) => {
    const read = await readAudio(audio, maxSeconds);
    if ('refused' in read)
      throw read.refused === 'too-long'
        ? new Refusal(413, `The recording is longer than ${maxSeconds} seconds.`, 'audio_too_long')
        : new Refusal(400, UNREADABLE, 'audio_unreadable');
    const texts: string[] = [];
    for (const stretch of await findSpeech(read.samples)) {
      signal.throwIfAborted();
      texts.push(await recognise(stretch, language));
    }
    return texts.filter((text) => text !== '').join(' ');
  };
