// The packages that only this server installs, and of them what it uses. They are named in a variable, because the
// workspace, which checks types, has not installed them.

export interface OfflineRecognizer {
  createStream(): { acceptWaveform(wave: { samples: Float32Array; sampleRate: number }): void };
  setConfig(config: object): void;
  /** Off the event loop. */
  decodeAsync(stream: object): Promise<{ text: string }>;
}

export interface Vad {
  acceptWaveform(samples: Float32Array): void;
  flush(): void;
  isEmpty(): boolean;
  /** False: in memory of JavaScript's own. */
  front(enableExternalBuffer: boolean): { start: number; samples: Float32Array };
  pop(): void;
}

export interface Sherpa {
  OfflineRecognizer: { createAsync(config: object): Promise<OfflineRecognizer> };
  Vad: new (config: object, bufferSeconds: number) => Vad;
}

export interface OpusDecoder {
  ready: Promise<void>;
  decode(bytes: Uint8Array): Promise<{ channelData: Float32Array[] }>;
  flush(): Promise<{ channelData: Float32Array[] }>;
  free(): void;
}

const load = (name: string): Promise<Record<string, unknown>> => import(name);

export const loadSherpa = async (): Promise<Sherpa> => (await load('sherpa-onnx-node')).default as Sherpa;

export const loadOpusDecoder = async (): Promise<new (options: object) => OpusDecoder> =>
  (await load('ogg-opus-decoder')).OggOpusDecoder as new (
    options: object,
  ) => OpusDecoder;
