// What an answer that is no transcript means, and what failed below HTTP. Servers answer in JSON, plain text and HTML: the
// status says most, and nothing of the text is kept.
import { SpeechError, type SpeechErrorCode, StewardError } from '@steward/core';
import type { SpeechResponse } from './exchange.ts';

const BY_STATUS: Record<number, SpeechErrorCode> = {
  // No redirect is followed: the address is not quite right.
  301: 'speech-model-missing',
  302: 'speech-model-missing',
  307: 'speech-model-missing',
  308: 'speech-model-missing',
  401: 'speech-key-refused',
  403: 'speech-key-refused',
  404: 'speech-model-missing',
  405: 'speech-model-missing',
  408: 'speech-slow',
  413: 'speech-too-long',
  429: 'speech-busy',
  502: 'speech-unreachable',
  503: 'speech-busy',
  504: 'speech-slow',
};

/** Statuses by which servers say that they cannot read a format; 500 is whisper-server's for a conversion that failed. */
const FORMAT = [400, 415, 422, 500];

/** Whether the same recording may be taken in another format. */
export const refusesFormat = (response: SpeechResponse): boolean =>
  FORMAT.includes(response.status) && !isAboutModel(response);

export const faultOf = (response: SpeechResponse): SpeechError => {
  const { status } = response;
  const code =
    BY_STATUS[status] ??
    (isAboutModel(response)
      ? 'speech-model-missing'
      : status === 500 || !FORMAT.includes(status)
        ? 'speech-failed'
        : 'speech-unreadable');
  return new SpeechError(code, `The speech server answered ${status}`);
};

/** `{"error": {"param": "model", "code": "model_not_found", …}}`, as OpenAI and Groq name it. */
const isAboutModel = ({ status, text }: SpeechResponse): boolean => {
  if (status !== 400 && status !== 422) return false;
  try {
    const { error } = JSON.parse(text) as { error?: { param?: unknown; code?: unknown } | null };
    return error?.param === 'model' || /model/.test(String(error?.code));
  } catch {
    return false;
  }
};

const UNREACHABLE = /^(?:ECONN|ENOTFOUND|EAI_|EHOST|ENET|EPIPE|ETIMEDOUT|EADDR|HPE_|UND_)/;
const CERTIFICATE =
  /^(?:ERR_TLS_|ERR_SSL_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|EPROTO)/;

/** Of what Node threw. Its own words may hold the address, and stay with the cause. */
export const toSpeechError = (error: unknown): StewardError => {
  if (error instanceof StewardError) return error;
  const code = String((error as { code?: unknown } | null)?.code);
  const kind = CERTIFICATE.test(code)
    ? 'speech-key-refused'
    : UNREACHABLE.test(code)
      ? 'speech-unreachable'
      : 'speech-failed';
  return new SpeechError(kind, `The speech server: ${code}`, { cause: error });
};
