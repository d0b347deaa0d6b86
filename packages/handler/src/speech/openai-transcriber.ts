// The port that listens, on the route of OpenAI, which whisper-server, speaches, Groq and our own server have as well. No
// prompt is sent: some servers translate by it.
import { type Recording, SpeechError, type TranscribeOptions, type Transcriber } from '@steward/core';
import { heardWords } from '@steward/core/speech';
import { exchange, type SpeechResponse } from './exchange.ts';
import { pinServer } from './pin-server.ts';
import { faultOf, refusesFormat, toSpeechError } from './speech-fault.ts';

export interface TranscriberOptions {
  url: string;
  apiKey: () => Promise<string | undefined>;
  /** PEM of the pinned certificate. */
  certificate: () => Promise<string | undefined>;
  /** After the key or the certificate was refused: reads both anew, once. */
  refreshSecrets?: () => Promise<void>;
  model: string;
  /** Undefined: the server finds out. */
  language: string | undefined;
  maxSeconds: number;
}

const CHECK_MS = 5_000;
/** In UTF-16 units: more than is said in an hour, and less than a stored message may hold. */
const MAX_WORDS = 100_000;

export const createTranscriber = (options: TranscriberOptions): Transcriber => {
  const { transcriptions, models } = routesOf(options.url);
  /** As the last answers of this warm process showed. */
  let wantsWav = false;

  const call = async (
    path: string,
    form: Response | undefined,
    signal: AbortSignal,
  ): Promise<SpeechResponse> => {
    const [apiKey, pem] = await Promise.all([options.apiKey(), options.certificate()]);
    const tls = pem === undefined ? undefined : pinServer(pem);
    const type = form?.headers.get('content-type');
    return await exchange(
      {
        method: form ? 'POST' : 'GET',
        url: path,
        headers: { ...keyHeaders(apiKey), ...(type && { 'content-type': type }) },
        ...(form && { body: Buffer.from(await form.arrayBuffer()) }),
        ...(tls && { tls }),
      },
      signal,
    );
  };

  /** Once more with fresh secrets when the key or the certificate was refused: the server may have made new ones. */
  const ask = async (
    path: string,
    form: () => Response | undefined,
    signal: AbortSignal,
  ): Promise<SpeechResponse> => {
    const { refreshSecrets } = options;
    const once = async (): Promise<SpeechResponse> => {
      const response = await call(path, form(), signal);
      if (faultOf(response).code === 'speech-key-refused') throw faultOf(response);
      return response;
    };
    try {
      return await once();
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      const fault = toSpeechError(error);
      if (fault.code !== 'speech-key-refused' || !refreshSecrets) throw fault;
      await refreshSecrets();
      return await once().catch((again: unknown) => {
        throw signal.aborted ? signal.reason : toSpeechError(again);
      });
    }
  };

  const send = (recording: Recording, signal: AbortSignal): Promise<SpeechResponse> =>
    ask(transcriptions, () => new Response(formOf(recording, options)), signal);

  const sendAsWav = async (recording: Recording, signal: AbortSignal): Promise<SpeechResponse> => {
    const { toWav } = await import('./to-wav.ts');
    const bytes = await toWav(recording.bytes, options.maxSeconds, signal);
    return await send({ bytes, fileName: 'voice.wav', mimeType: 'audio/wav' }, signal);
  };

  const listen = async (recording: Recording, signal: AbortSignal): Promise<SpeechResponse> => {
    const isOgg = recording.mimeType === 'audio/ogg';
    if (wantsWav && isOgg) {
      const response = await sendAsWav(recording, signal);
      // Another server may stand there by now.
      wantsWav = response.status === 200;
      return response;
    }
    const response = await send(recording, signal);
    if (!isOgg || !refusesFormat(response)) return response;
    const again = await sendAsWav(recording, signal);
    wantsWav = again.status === 200;
    return again;
  };

  return {
    async transcribe(recording, { timeoutMs, signal }) {
      const response = await within({ timeoutMs, signal }, (ending) => listen(recording, ending));
      if (response.status !== 200) throw faultOf(response);
      const words = heardWords(transcriptIn(response.text));
      if (words.length > MAX_WORDS)
        throw new SpeechError('speech-failed', 'The speech server: no recording says so much');
      if (words === '') throw new SpeechError('speech-nothing-heard', 'The speech server heard nothing');
      return words;
    },
    async check() {
      const { signal } = new AbortController();
      const { status } = await within({ timeoutMs: CHECK_MS, signal }, (ending) =>
        ask(models, () => undefined, ending),
      );
      // Any other answer shows that the server is there: not every one has this route.
      if (status >= 500) throw faultOf({ status, text: '' });
    },
  };
};

/** Ends what runs after its time or by the caller's signal, each as its own error. */
const within = async <T>(
  { timeoutMs, signal }: TranscribeOptions,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const late = AbortSignal.timeout(Math.ceil(timeoutMs));
  try {
    signal.throwIfAborted();
    return await run(AbortSignal.any([signal, late]));
  } catch (error) {
    if (signal.aborted) throw new SpeechError('aborted', 'The transcription was stopped');
    if (late.aborted) throw new SpeechError('speech-slow', 'The speech server took too long');
    throw error;
  }
};

/** With or without `/v1`, or as the whole route. */
const routesOf = (url: string): { transcriptions: string; models: string } => {
  const base = url.replace(/\/+$/, '').replace(/(?:\/v1)?(?:\/audio(?:\/transcriptions)?)?$/, '');
  return { transcriptions: `${base}/v1/audio/transcriptions`, models: `${base}/v1/models` };
};

const keyHeaders = (apiKey: string | undefined): Record<string, string> => {
  if (apiKey === undefined) return {};
  if (!/^[\x21-\x7e]+$/.test(apiKey))
    throw new SpeechError('speech-key-refused', 'The key holds what no header may');
  return { authorization: `Bearer ${apiKey}`, 'x-api-key': apiKey };
};

const formOf = (
  { bytes, fileName, mimeType }: Recording,
  { model, language }: Pick<TranscriberOptions, 'model' | 'language'>,
): FormData => {
  const form = new FormData();
  form.set('file', new File([bytes as Uint8Array<ArrayBuffer>], fileName, { type: mimeType }));
  form.set('model', model);
  form.set('response_format', 'json');
  if (language !== undefined) form.set('language', language);
  return form;
};

const transcriptIn = (body: string): string => {
  try {
    const { text } = JSON.parse(body) as { text?: unknown };
    if (typeof text === 'string') return text;
  } catch {
    // Told below: what it holds must not get into an error.
  }
  throw new SpeechError('speech-failed', 'The speech server: no transcript in its answer');
};
