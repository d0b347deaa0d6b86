// A conversation in a list.

export interface Conversation {
  id: string;
  /** The number people use in the chat. */
  number: number;
  title: string;
  model: string;
  isArchived: boolean;
  messageCount: number;
  lastMessageAtMs: number;
  createdAtMs: number;
}
