// The chat of an update, also of one whose kind is not known here. No schema: the webhook reads it, and must start fast.

/** JSON of which nothing is known yet. */
export interface Loose {
  [key: string]: unknown;
}

/** The first `chat.id` of the update (also of the message under a button), else the sender's id. */
export const chatOf = (update: Loose): number | undefined => {
  for (const value of Object.values(update)) {
    if (typeof value !== 'object' || value === null) continue;
    const { chat, message, from } = value as { chat?: Loose; message?: { chat?: Loose }; from?: Loose };
    for (const id of [chat?.id, message?.chat?.id, from?.id]) if (isId(id)) return id;
  }
  return undefined;
};

export const isId = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value);

/** Whether data may move along: a person's never becomes a group's, nor the other way. */
export const isGroupMove = (from: number, to: number): boolean => from < 0 && to < 0 && from !== to;
