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
  /** The time of this try is over. */
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
  | ModelErrorCode
  | ImportErrorCode;

export type ModelErrorCode =
  | 'model-unreachable'
  /** It was asleep and did not wake up in time. */
  | 'model-asleep'
  | 'model-busy'
  | 'model-missing'
  | 'model-key-refused'
  | 'model-slow'
  | 'model-broke-off'
  | 'model-failed'
  /** It ended well and said nothing. */
  | 'model-empty'
  /** Its thoughts used up the length of the answer. */
  | 'model-only-thought'
  /** It did not keep to the schema it was given. */
  | 'model-bad-object'
  | 'context-overflow'
  | 'aborted';

export type ImportErrorCode =
  | 'import-not-json'
  | 'import-too-large'
  | 'import-no-conversation'
  | 'import-bad-role'
  | 'import-not-text'
  | 'import-too-deep'
  | 'import-too-many-messages'
  | 'import-message-too-large';
