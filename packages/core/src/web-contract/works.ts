// What the app asks of the worker: it is queued in the chat's group, done once, and its outcome is asked for.

/** Sessions by id, reminders by number and the revision that was read. */
export type Ask =
  | { do: 'rename'; session: string; title: string }
  | { do: 'archive'; session: string }
  | { do: 'restore'; session: string }
  | { do: 'delete'; session: string }
  /** Sends the file through the bot. */
  | { do: 'export'; session: string; format: 'markdown' | 'json' }
  | { do: 'done' | 'undone' | 'pause' | 'resume' | 'remove'; reminder: number; revision: number }
  /** Writes back what `remove` took, within ten minutes: its number is new. */
  | { do: 'undo-remove'; work: string }
  /** The operator's only. */
  | { do: 'allow' | 'block'; chat: number };

export type WorkState =
  | { state: 'waiting' }
  | { state: 'done' }
  /** `why`: a code the app has a sentence for. */
  | { state: 'failed'; why: WorkFault };

export type WorkFault =
  /** It is gone: deleted in the chat meanwhile. */
  | 'gone'
  | 'changed-meanwhile'
  | 'not-allowed'
  /** The bot cannot write to the chat: it was blocked. */
  | 'chat-closed'
  | 'too-many'
  | 'failed';
