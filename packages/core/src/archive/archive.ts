// The archive format 1.0: what an archived or exported conversation looks like as JSON.
import type { Message, Role } from '../session/message.ts';
import type { Session } from '../session/session.ts';

export interface ArchivedMessage {
  role: Role;
  content: string;
  /** Unix milliseconds. */
  ts: number;
  /** Fields of other writers: kept, never interpreted. */
  [field: string]: unknown;
}

export interface Archive {
  user_id: number;
  session_id: string;
  model_name: string;
  conversation: ArchivedMessage[];
  /** The key the session has in the table; it keeps the model the session was born with. */
  original_sk: string;
  /** Unix milliseconds. */
  last_message_ts: number;
  /** ISO 8601. */
  archived_at: string;
  archive_version: '1.0';
  number?: number;
  title?: string;
  system_prompt?: string;
  /** The header an imported conversation came with. */
  imported_from?: unknown;
  /** Fields of other writers: kept, never interpreted. */
  [field: string]: unknown;
}

/** A conversation as text in format 1.0: the fields of the format in their order, what we add to them behind. */
export function serializeArchive(session: Session, messages: Iterable<Message>, archivedAt: Date): string {
  const archive: Archive = {
    user_id: session.owner,
    session_id: session.sessionId,
    model_name: session.modelName,
    conversation: Array.from(messages, toArchived),
    original_sk: `MODEL#${session.bornWith}#SESSION#${session.sessionId}`,
    last_message_ts: session.lastMessageAtMs,
    archived_at: archivedAt.toISOString(),
    archive_version: '1.0',
    number: session.number,
    title: session.title,
    ...(session.systemPrompt !== undefined && { system_prompt: session.systemPrompt }),
    ...(session.importedFrom !== undefined && { imported_from: keptValue(session.importedFrom) }),
  };
  return JSON.stringify(archive);
}

/** The fields of an archived message that are not ours, as the JSON text a stored message keeps them in. */
export function extraOf(message: ArchivedMessage): string | undefined {
  const { role: _role, content: _content, ts: _ts, ...extra } = message;
  return Object.keys(extra).length > 0 ? JSON.stringify(extra) : undefined;
}

function toArchived({ role, content, ts, extra }: Message): ArchivedMessage {
  const kept = extra === undefined ? undefined : keptValue(extra);
  return { role, content, ts, ...(isRecord(kept) && { ...kept, role, content, ts }) };
}

/** What a JSON text says, or the text itself where it is none. */
function keptValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A JSON object, no array. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
