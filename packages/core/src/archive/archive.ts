// The archive format 1.0: what an archived or exported conversation looks like as JSON.

import { sealed } from '../json/seal.ts';
import { type Attachment, toStoredAttachments } from '../session/attachment.ts';
import type { Message, Role } from '../session/message.ts';
import type { Session } from '../session/session.ts';
import type { ArchiveBody } from './archive-store.ts';
import { archivedAttachments } from './archived-attachments.ts';
import { inPieces } from './in-pieces.ts';

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
  /** Keys of the documents that were read in it; their text lies beside the archives. */
  files?: string[];
  /** The header an imported conversation came with. */
  imported_from?: unknown;
  /** SHA-256 of all that stands before it, as the last field: what was damaged since is noticed (`json/seal.ts`). */
  checksum?: string;
  /** Fields of other writers: kept, never interpreted. */
  [field: string]: unknown;
}

export interface ArchiveSource {
  session: Session;
  /** The original header of an imported conversation, as JSON text. */
  importedFrom: string | undefined;
  messages: AsyncIterable<Message>;
}

/** A conversation in format 1.0: the fields of the format in their order, what we add to them behind. */
export async function* archiveBody(source: ArchiveSource, archivedAt: Date): ArchiveBody {
  yield* inPieces(sealed(archiveText(source, archivedAt)));
}

async function* archiveText(
  { session, importedFrom, messages }: ArchiveSource,
  archivedAt: Date,
): AsyncGenerator<string> {
  const { owner, sessionId, modelName, systemPrompt } = session;
  const before = { user_id: owner, session_id: sessionId, model_name: modelName };
  const behind: Omit<Archive, 'conversation' | keyof typeof before> = {
    original_sk: `MODEL#${session.bornWith}#SESSION#${sessionId}`,
    last_message_ts: session.lastMessageAtMs,
    archived_at: archivedAt.toISOString(),
    archive_version: '1.0',
    number: session.number,
    title: session.title,
    ...(systemPrompt !== undefined && { system_prompt: systemPrompt }),
    ...(session.files && { files: session.files }),
    ...(importedFrom !== undefined && { imported_from: keptValue(importedFrom) }),
  };
  yield `${JSON.stringify(before).slice(0, -1)},"conversation":[`;
  let separator = '';
  for await (const message of messages) {
    yield separator + JSON.stringify(toArchived(message));
    separator = ',';
  }
  yield `],${JSON.stringify(behind).slice(1)}`;
}

/** Who asked, in a group; another writer's field of that name may hold anything. */
export const speakerOf = ({ name }: ArchivedMessage): string | undefined =>
  typeof name === 'string' && name !== '' ? name : undefined;

/** What came with it; another writer's field of that name may hold anything. */
export const attachmentsOf = ({ attachments }: ArchivedMessage): Attachment[] | undefined =>
  archivedAttachments(attachments);

/** The fields of an archived message that are not ours, as the JSON text a stored message keeps them in. */
export const extraOf = (message: ArchivedMessage): string | undefined => {
  const { role: _role, content: _content, ts: _ts, ...extra } = message;
  if (speakerOf(message) !== undefined) delete extra.name;
  if (attachmentsOf(message)) delete extra.attachments;
  return Object.keys(extra).length > 0 ? JSON.stringify(extra) : undefined;
};

const toArchived = ({ role, content, ts, speaker, attachments, extra }: Message): ArchivedMessage => {
  const ours = {
    role,
    content,
    ts,
    ...(speaker !== undefined && { name: speaker }),
    ...(attachments && { attachments: toStoredAttachments(attachments) }),
  };
  const kept = extra === undefined ? undefined : keptValue(extra);
  return isRecord(kept) ? { ...ours, ...kept, ...ours } : ours;
};

/** What a JSON text says, or the text itself where it is none. */
export const keptValue = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** A JSON object, no array. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
