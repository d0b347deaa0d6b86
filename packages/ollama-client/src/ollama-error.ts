// The one error of this package: a code to decide by, a fixed sentence to log, and nothing anyone typed.

export type OllamaErrorCode =
  | 'unreachable'
  | 'connect-timeout'
  | 'first-token-timeout'
  | 'idle-timeout'
  | 'request-timeout'
  | 'reset'
  | 'aborted'
  | 'unauthorized'
  | 'model-not-found'
  | 'context-overflow'
  | 'bad-request'
  | 'no-chat'
  | 'limit'
  | 'sign-in'
  | 'out-of-memory'
  | 'busy'
  | 'server-error'
  | 'stream-error'
  | 'incomplete'
  | 'bad-response'
  | 'certificate'
  | 'structured-output';

const MESSAGES: Record<OllamaErrorCode, string> = {
  unreachable: 'The model server cannot be reached',
  'connect-timeout': 'Connecting to the model server took too long',
  'first-token-timeout': 'The model server did not begin its answer in time',
  'idle-timeout': 'The model server fell silent in the middle of its answer',
  'request-timeout': 'The model server did not answer the request in time',
  reset: 'The connection to the model server broke',
  aborted: 'The request to the model server was aborted',
  unauthorized: 'The model server refused the key',
  'model-not-found': 'The model server does not have this model',
  'context-overflow': "The prompt does not fit the model's context window",
  'bad-request': 'The model server refused the request',
  'no-chat': 'The model cannot chat',
  'sign-in': 'The model wants a sign-in or another plan',
  limit: 'The limit of what may be asked is reached',
  'out-of-memory': 'The model server has too little memory for this model',
  busy: 'The model server is busy',
  'server-error': 'The model server failed',
  'stream-error': 'The model server reported an error in the middle of its answer',
  incomplete: 'The answer of the model server ended before it was complete',
  'bad-response': 'The model server sent something that is not an answer of Ollama',
  certificate: "The model server's certificate was refused",
  'structured-output': 'The answer of the model does not fit the schema',
};

const MAX_DETAIL_CHARACTERS = 300;

export interface OllamaErrorOptions {
  retryable?: boolean;
  /** HTTP status, where the server answered with one that is an error. */
  status?: number;
  /** How many tokens the refused prompt had, where the server said so. */
  contextTokens?: number;
  /** What the server said; kept apart from the message and cut to 300 characters. */
  detail?: string;
  cause?: unknown;
}

/** Every failure of this package. `message` is a fixed English sentence for each code. */
export class OllamaError extends Error {
  readonly code: OllamaErrorCode;
  /** A passing fault before any part of the answer arrived; the client has already tried again twice. */
  readonly retryable: boolean;
  readonly status: number | undefined;
  readonly contextTokens: number | undefined;
  /** What the server said, at most 300 characters. It may quote the prompt: do not log it, do not show it. */
  declare readonly detail: string | undefined;

  constructor(code: OllamaErrorCode, options: OllamaErrorOptions = {}) {
    super(MESSAGES[code], options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'OllamaError';
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.status = options.status;
    this.contextTokens = options.contextTokens;
    // Not enumerable: loggers and JSON.stringify copy enumerable fields of an error, and this one may quote the prompt.
    Object.defineProperty(this, 'detail', { value: toDetail(options.detail), enumerable: false });
  }
}

/** The same failure once a part of the answer has been handed out: trying again would answer twice. */
export const asFinal = (error: OllamaError): OllamaError => {
  if (!error.retryable) return error;
  const { status, contextTokens, detail, cause } = error;
  return new OllamaError(error.code, {
    cause,
    ...(status === undefined ? {} : { status }),
    ...(contextTokens === undefined ? {} : { contextTokens }),
    ...(detail === undefined ? {} : { detail }),
  });
};

const toDetail = (text: string | undefined): string | undefined => {
  const plain = text?.replace(/\p{Cc}+/gu, ' ').trim();
  if (!plain) return undefined;
  // A cut may fall between the halves of a surrogate pair.
  return plain.slice(0, MAX_DETAIL_CHARACTERS).replace(/[\ud800-\udbff]$/, '');
};
