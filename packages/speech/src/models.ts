// The models that can be chosen, and the bytes that each of them is: address, length and digest are pinned. The addresses
// name a commit, so that what lies there cannot change.
import type { RemoteFile } from './download.ts';

export interface SpeechModel {
  id: string;
  title: string;
  licence: string;
  files: { encoder: RemoteFile; decoder: RemoteFile; joiner?: RemoteFile; tokens: RemoteFile };
}

const PARAKEET =
  'https://huggingface.co/csukuangfj/sherpa-onnx-nemo-parakeet-tdt-0.6b-v3-int8/resolve/2bda32ec70b097a55adaa07d9a7173915b43cc78';
const WHISPER =
  'https://huggingface.co/csukuangfj/sherpa-onnx-whisper-small/resolve/8f3c18b358db4d1f2fc1eae49d75cd20989e4309';

const file = (base: string, name: string, bytes: number, sha256: string): RemoteFile => ({
  url: `${base}/${name}`,
  name,
  bytes,
  sha256,
});

const parakeet: SpeechModel = {
  id: 'parakeet-v3',
  title: 'Parakeet v3, 25 European languages',
  licence: 'NVIDIA, CC-BY-4.0',
  files: {
    encoder: file(
      PARAKEET,
      'encoder.int8.onnx',
      652_184_281,
      'acfc2b4456377e15d04f0243af540b7fe7c992f8d898d751cf134c3a55fd2247',
    ),
    decoder: file(
      PARAKEET,
      'decoder.int8.onnx',
      11_845_275,
      '179e50c43d1a9de79c8a24149a2f9bac6eb5981823f2a2ed88d655b24248db4e',
    ),
    joiner: file(
      PARAKEET,
      'joiner.int8.onnx',
      6_355_277,
      '3164c13fc2821009440d20fcb5fdc78bff28b4db2f8d0f0b329101719c0948b3',
    ),
    tokens: file(
      PARAKEET,
      'tokens.txt',
      93_939,
      'd58544679ea4bc6ac563d1f545eb7d474bd6cfa467f0a6e2c1dc1c7d37e3c35d',
    ),
  },
};

const whisperSmall: SpeechModel = {
  id: 'whisper-small',
  title: 'Whisper small, 99 languages',
  licence: 'OpenAI, MIT',
  files: {
    encoder: file(
      WHISPER,
      'small-encoder.int8.onnx',
      112_442_483,
      '4cbe7b22fa9026b843b60a68640c747de05bafb1a11b57edc0e66c232d9f33a9',
    ),
    decoder: file(
      WHISPER,
      'small-decoder.int8.onnx',
      262_226_114,
      'acad50b5c782696e91b55914cc5ab4f756f1532f76e22aa6fc615f39fb69a8ee',
    ),
    tokens: file(
      WHISPER,
      'small-tokens.txt',
      816_730,
      'b34b360dbb493e781e479794586d661700670d65564001f23024971d1f2fa126',
    ),
  },
};

/** The first is the default. */
export const speechModels: readonly SpeechModel[] = [parakeet, whisperSmall];

export const filesOf = (model: SpeechModel): RemoteFile[] => Object.values(model.files);

export const bytesOf = (files: readonly RemoteFile[]): number =>
  files.reduce((sum, { bytes }) => sum + bytes, 0);

/** 670 478 772 as `670 MB`. */
export const inMegabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
