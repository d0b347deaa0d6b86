// Sessions and messages for tests: valid as they are, with what the test is about spelled out.
import type { PictureSource } from '../chat/turn.ts';
import type { Connection } from '../connection/connection.ts';
import type { Reminder } from '../reminder/reminder.ts';
import type { Attachment } from '../session/attachment.ts';
import { type Message, messageKey } from '../session/message.ts';
import type { Session } from '../session/session.ts';

export const SAMPLE_MS = 1_700_000_000_000;

export const sampleSession = (changes: Partial<Session> = {}): Session => ({
  owner: 1001,
  sessionId: 's-1',
  bornWith: 'llama3.2:3b',
  number: 1,
  title: 'New chat',
  chatId: changes.owner ?? 1001,
  createdBy: 1001,
  modelName: changes.bornWith ?? 'llama3.2:3b',
  createdAtMs: SAMPLE_MS,
  lastMessageAtMs: SAMPLE_MS,
  messageCount: 0,
  archivePath: '',
  ...changes,
});

/** The nth message of a conversation: questions and answers in turn, a second apart. */
export const sampleMessage = (n: number, changes: Partial<Message> = {}): Message => ({
  key: messageKey(SAMPLE_MS + n * 1000, 500 + n, 0),
  role: n % 2 === 0 ? 'user' : 'assistant',
  content: `Message ${n}`,
  ts: SAMPLE_MS + n * 1000,
  telegramMessageIds: [n + 1],
  ...changes,
});

/** One of each kind. */
export const sampleAttachments = (): Attachment[] => [
  {
    kind: 'picture',
    fileId: 'AgAC',
    fileUniqueId: 'AQAD',
    botId: 7_000_001,
    mediaType: 'image/jpeg',
    bytes: 9_000,
  },
  { kind: 'document', name: 'Bericht (1).pdf', pages: 30, key: 'u77' },
];

/** Due a minute after it was made. */
export const sampleReminder = (changes: Partial<Reminder> = {}): Reminder => ({
  owner: 1001,
  number: 1,
  kind: 'reminder',
  text: 'Drink water',
  authorId: 1001,
  schedule: { kind: 'instant', atMs: SAMPLE_MS + 60_000 },
  state: 'active',
  revision: 1,
  dueMs: SAMPLE_MS + 60_000,
  createdAtMs: SAMPLE_MS,
  ...changes,
});

/** With tokens that have ended. */
export const sampleConnection = (changes: Partial<Connection> = {}): Connection => ({
  owner: 1001,
  id: 'c-1',
  provider: 'google',
  account: 'ada@example.com',
  scopes: ['calendar.events', 'calendar.freebusy'],
  state: 'active',
  sealed: { accessToken: 'sealed-access', refreshToken: 'sealed-refresh' },
  accessEndsAtMs: SAMPLE_MS,
  generation: 1,
  calendars: [{ id: 'primary', name: 'Ada', isBusy: true }],
  target: 'primary',
  createdAtMs: SAMPLE_MS,
  ...changes,
});

/** For turns without pictures. */
export const NO_PICTURES: PictureSource = {
  sees: async () => false,
  read: async () => undefined,
  illustrate: async () => ({ history: [], pictures: 0, gone: 0, left: 0 }),
};
