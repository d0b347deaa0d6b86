// What came with a message and is kept beside its words: where it can be read again, never its bytes.

export type PictureType = 'image/jpeg' | 'image/png';

export interface Picture {
  kind: 'picture';
  /** What Telegram gives the picture out by: to this bot alone. */
  fileId: string;
  /** The same for every bot, and good for nothing but telling whether two are one. */
  fileUniqueId?: string;
  /** The bot the file id belongs to. */
  botId: number;
  mediaType: PictureType;
  bytes?: number;
}

export interface DocumentText {
  kind: 'document';
  name: string;
  pages: number;
  /**
   * The name of its text among the owner's files: letters, digits, `_`, `@` and `-`. Never a path with an owner in it: a
   * group moves, and an import may come from anybody.
   */
  key: string;
  /** Of an answer: the pages that it was given from, e.g. `1–3, 7`. */
  read?: string;
}

/** A newer version's kinds may be among those read: they are kept as they are, so look at `kind` first. */
export type Attachment = Picture | DocumentText;

/** Names as they are stored and archived; all others, a newer version's too, stay as they are. */
const STORED_NAMES = {
  fileId: 'file_id',
  fileUniqueId: 'file_unique_id',
  botId: 'bot_id',
  mediaType: 'media_type',
};
const OWN_NAMES = Object.fromEntries(Object.entries(STORED_NAMES).map(([own, stored]) => [stored, own]));

/** Whether it can be the name of a document's text: an archive may hold anything. */
export const isFileKey = (key: unknown): key is string =>
  typeof key === 'string' && /^[\w@-]{1,100}$/.test(key);

export type StoredAttachment = Record<string, string | number | boolean>;

export const toStoredAttachments = (attachments: readonly Attachment[]): StoredAttachment[] =>
  attachments.map((attachment) => renamed({ ...attachment }, STORED_NAMES));

/** What is no list (a newer version may write anything) counts as none. */
export const fromStoredAttachments = (stored: unknown): Attachment[] | undefined =>
  Array.isArray(stored) ? stored.map((one) => renamed(one, OWN_NAMES) as unknown as Attachment) : undefined;

/** Stands for them where only words can be. */
export const attachmentsInWords = (attachments: readonly Attachment[] = []): string =>
  attachments.map(inWords).join(' ');

const inWords = (attachment: Attachment): string => {
  if (attachment.kind === 'document') return `[document: ${attachment.name}]`;
  return attachment.kind === 'picture' ? '[picture]' : '[attachment]';
};

const renamed = (values: StoredAttachment, names: Record<string, string>): StoredAttachment =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [names[name] ?? name, value]));
