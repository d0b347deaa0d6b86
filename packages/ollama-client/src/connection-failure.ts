// Names what went wrong below HTTP: the codes of Node, OpenSSL and undici become ours.
import { OllamaError, type OllamaErrorCode } from './ollama-error.ts';

const CODES: Record<string, OllamaErrorCode> = {
  ECONNREFUSED: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENETDOWN: 'unreachable',
  ETIMEDOUT: 'connect-timeout',
  UND_ERR_CONNECT_TIMEOUT: 'connect-timeout',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'reset',
  // The client was closed while this request ran.
  UND_ERR_DESTROYED: 'aborted',
  UND_ERR_CLOSED: 'aborted',
  UND_ERR_ABORTED: 'aborted',
  UND_ERR_HEADERS_OVERFLOW: 'bad-response',
  // Something that does not speak TLS, or not our TLS, sits at an https address.
  EPROTO: 'certificate',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate',
  INVALID_CA: 'certificate',
  INVALID_PURPOSE: 'certificate',
  HOSTNAME_MISMATCH: 'certificate',
};

const RETRYABLE = new Set<OllamaErrorCode>(['unreachable', 'connect-timeout', 'reset']);

/** Turns whatever the network threw into an `OllamaError`; one that already is stays what it is. */
export const toOllamaError = (error: unknown): OllamaError => {
  if (error instanceof OllamaError) return error;
  // Bytes that are not HTTP. The parser's error carries them along, and they may be an answer: it is dropped.
  if (error instanceof Error && error.name === 'HTTPParserError') return new OllamaError('bad-response');
  const known = codeOf(error);
  // Nothing known: a machine without sockets, files or rights. It is not reachable, and trying again does not help.
  if (known === undefined) return new OllamaError('unreachable', { cause: error });
  return new OllamaError(known, { cause: error, retryable: RETRYABLE.has(known) });
};

const codeOf = (error: unknown): OllamaErrorCode | undefined => {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  const { code } = error;
  if (Object.hasOwn(CODES, code)) return CODES[code];
  if (/^(ERR_TLS_|ERR_SSL_|CERT_|CRL_|UNABLE_TO_)/.test(code)) return 'certificate';
  return undefined;
};
