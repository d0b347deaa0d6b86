// The recogniser: sherpa-onnx with one of the models.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { SAMPLE_RATE } from './audio.ts';
import type { SpeechModel } from './models.ts';
import { loadSherpa } from './packages.ts';

/** @param language ISO 639-1; undefined: whichever it hears */
export type Recognise = (samples: Float32Array, language: string | undefined) => Promise<string>;

export const createRecogniser = async (model: SpeechModel, folder: string): Promise<Recognise> => {
  const sherpa = await loadSherpa();
  const recogniser = await sherpa.OfflineRecognizer.createAsync(configFor(model, folder, ''));
  let current = '';
  return async (samples, asked = '') => {
    const language = WHISPER_LANGUAGES.includes(asked) ? asked : '';
    // Parakeet hears by itself which language it is.
    if (!model.files.joiner && language !== current) {
      recogniser.setConfig(configFor(model, folder, language));
      current = language;
    }
    const stream = recogniser.createStream();
    stream.acceptWaveform({ samples, sampleRate: SAMPLE_RATE });
    const { text } = await recogniser.decodeAsync(stream);
    return text.trim();
  };
};

/** It ends the process over any other. */
const WHISPER_LANGUAGES =
  'en zh de es ru ko fr ja pt tr pl ca nl ar sv it id hi fi vi he uk el ms cs ro da hu ta no th ur hr bg lt la mi ml cy sk te fa lv bn sr az sl kn et mk br eu is hy ne mn bs kk sq sw gl mr pa si km sn yo so af oc ka be tg sd gu am yi lo uz fo ht ps tk nn mt sa lb my bo tl mg as tt haw ln ha ba jw su'.split(
    ' ',
  );

/** More threads than these help little, and the model that answers needs some as well. */
const THREADS = Math.min(4, availableParallelism());

const configFor = ({ files }: SpeechModel, folder: string, language: string): object => {
  const [encoder, decoder] = [join(folder, files.encoder.name), join(folder, files.decoder.name)];
  const joiner = files.joiner && join(folder, files.joiner.name);
  return {
    featConfig: { sampleRate: SAMPLE_RATE, featureDim: 80 },
    modelConfig: {
      ...(joiner
        ? { transducer: { encoder, decoder, joiner }, modelType: 'nemo_transducer' }
        : { whisper: { encoder, decoder, language, task: 'transcribe', tailPaddings: -1 } }),
      tokens: join(folder, files.tokens.name),
      numThreads: THREADS,
      provider: 'cpu',
    },
  };
};
