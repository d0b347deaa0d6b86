// Every code an error of this product carries. Logs and the operator's guide (docs/operations.md) name them.

export type ErrorCode =
  | 'configuration'
  | 'credentials-missing'
  | 'secrets-missing'
  /** May pass: throttled, not reachable, no answer in time. */
  | 'storage-unavailable'
  | 'storage-refused'
  | 'archive-damaged'
  | 'archive-missing'
  | 'archive-unreadable'
  | 'message-too-large'
  | 'session-missing'
  /** Another worker has taken the work over. */
  | 'lease-lost'
  /** This try ran into its deadline. */
  | 'interrupted'
  | 'download-failed'
  | 'file-too-large'
  | 'rate-limited'
  | 'chat-unreachable'
  | 'telegram-unavailable'
  | 'telegram-unknown'
  | 'telegram-unmodified'
  | 'telegram-gone'
  | 'telegram-migrated'
  | 'telegram-unauthorized'
  | 'telegram-refused'
  | 'wrong-token'
  | 'webhook-set'
  | 'unexpected'
  | ConnectionErrorCode
  | ModelErrorCode
  | SpeechErrorCode
  | ImportErrorCode;

export type ConnectionErrorCode =
  /** A token was not sealed where it lies, or not as it is. */
  | 'seal-broken'
  /** It is sealed under a version whose key is not here. */
  | 'token-key-missing'
  /** Its provider is not configured here, or not any more. */
  | 'provider-off'
  /** Somebody else asks for new tokens, and that takes long. */
  | 'connection-busy';

export type ModelErrorCode =
  | 'model-unreachable'
  /** The server's machine was stopped and did not start in time. */
  | 'model-asleep'
  | 'model-busy'
  | 'model-missing'
  | 'model-key-refused'
  /** The server accepts us, but not what the model runs on elsewhere: a sign-in or a plan is missing. */
  | 'model-sign-in'
  /** Too much was asked: of the plan, or of the server. */
  | 'model-limit'
  | 'model-no-memory'
  | 'model-no-chat'
  /** It was asked about a picture and does not see. */
  | 'model-blind'
  /** An error in the middle of the answer. */
  | 'model-stumbled'
  | 'model-slow'
  | 'model-broke-off'
  | 'model-failed'
  /** The answer ended normally and was empty. */
  | 'model-empty'
  /** Reasoning used up the length of the answer. */
  | 'model-only-thought'
  /** The answer does not fit the schema. */
  | 'model-bad-object'
  | 'context-overflow'
  | 'aborted';

export type SpeechErrorCode =
  | 'speech-nothing-heard'
  /** No format that the server, or we, can read. */
  | 'speech-unreadable'
  | 'speech-unreachable'
  | 'speech-busy'
  | 'speech-slow'
  | 'speech-key-refused'
  /** The model, or the route, is not there. */
  | 'speech-model-missing'
  /** More than the server takes. */
  | 'speech-too-long'
  /** Its answer is none. */
  | 'speech-failed'
  | 'aborted';

export type ImportErrorCode =
  | 'import-not-json'
  | 'import-too-large'
  | 'import-no-conversation'
  | 'import-bad-role'
  | 'import-not-text'
  | 'import-too-deep'
  | 'import-too-many-messages'
  | 'import-too-many-conversations'
  | 'import-message-too-large'
  | 'import-bad-zip'
  | 'import-unpacked-too-large';
