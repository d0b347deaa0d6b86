// What came with a message, read from an archive: it may be another writer's, or made by hand.
import {
  type Attachment,
  fromStoredAttachments,
  isFileKey,
  type StoredAttachment,
} from '../session/attachment.ts';

/** More come with no message. */
const MAX_ATTACHMENTS = 20;
const MAX_TEXT = 1_000;

/** Undefined for what is no list of attachments: another writer's field of that name may hold anything. */
export const archivedAttachments = (stored: unknown): Attachment[] | undefined => {
  if (!Array.isArray(stored) || stored.length === 0 || stored.length > MAX_ATTACHMENTS) return undefined;
  return stored.every(isStored) ? fromStoredAttachments(stored) : undefined;
};

const isStored = (one: unknown): one is StoredAttachment => {
  if (typeof one !== 'object' || one === null || Array.isArray(one)) return false;
  const fields = one as Record<string, unknown>;
  const isFlat = Object.entries(fields).every(([name, value]) => /^\w{1,64}$/.test(name) && isPlain(value));
  return isFlat && typeof fields.kind === 'string' && (IS_KNOWN[fields.kind]?.(fields) ?? true);
};

const isPlain = (value: unknown): boolean =>
  typeof value === 'boolean' ||
  Number.isSafeInteger(value) ||
  (typeof value === 'string' && value.length <= MAX_TEXT && value.isWellFormed());

const IS_KNOWN: Partial<Record<string, (fields: Record<string, unknown>) => boolean>> = {
  picture: ({ file_id, bot_id, media_type }) =>
    isText(file_id) &&
    typeof bot_id === 'number' &&
    (media_type === 'image/jpeg' || media_type === 'image/png'),
  document: ({ name, pages, key, read }) =>
    typeof name === 'string' &&
    typeof pages === 'number' &&
    isFileKey(key) &&
    (read === undefined || typeof read === 'string'),
};

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
