// One Telegram for tests and the chat page: its servers (the Bot API) and its people, as strict as the real one.
import { randomBytes } from 'node:crypto';
import { type BotApi, createBotApi, type RecordedCall } from './bot-api.ts';
import { toChat } from './chats.ts';
import { createDrafts } from './drafts.ts';
import { createFaults, type FaultList } from './faults.ts';
import { type ForgottenChat, forgetChat } from './forget-chat.ts';
import { createGroups, type NewGroup } from './groups.ts';
import type { MethodContext } from './method.ts';
import { defaultCommandsKey } from './methods/commands.ts';
import { shownMenuButton } from './methods/menu-button.ts';
import { createMiniAppSigner, type MiniAppSigner } from './mini-app-data.ts';
import { addUser, blockBot, type NewUser, type PeopleDependencies, stopDraft } from './people.ts';
import {
  editText,
  type SendOptions,
  type SentDocument,
  sendDocument,
  sendOther,
  sendText,
} from './person-messages.ts';
import { type SentPhoto, sendPhotos } from './person-photos.ts';
import { type SentRecording, sendRecording } from './person-recordings.ts';
import { createRateLimits, noRateLimits } from './rate-limits.ts';
import { createStore, type Store } from './store.ts';
import { createTap } from './taps.ts';
import type {
  BotCommand,
  BotUser,
  CallbackAnswer,
  Chat,
  EmulatedAction,
  EmulatedChat,
  EmulatedDraft,
  EmulatedMessage,
  EmulatorEvent,
  MenuButton,
  Message,
  User,
} from './telegram-objects.ts';
import { createUpdateQueue } from './update-queue.ts';
import { createWebhookSender } from './webhook-sender.ts';

export interface TelegramEmulatorOptions {
  /** `<bot id>:<secret>`; when left out the bot of before with a secret of this run. */
  token?: string;
  botUser?: Partial<BotUser>;
  /** Where everything is kept across restarts and kills; documents go to `<journalPath>.files`. */
  journalPath?: string;
  /** What of that was found damaged at the start, one sentence each. */
  onDamage?: (sentence: string) => void;
  /** Now, in ms. */
  clock?: () => number;
  /** Privacy mode, as BotFather sets it for new bots; on when left out. */
  groupPrivacy?: boolean;
  /** Telegram's send limits; on when left out. */
  rateLimits?: boolean;
  /** Multiplies the waits between tries to reach a webhook. */
  webhookBackoffScale?: number;
  /** How long a webhook may take to answer (ms). */
  webhookTimeoutMs?: number;
}

export interface TelegramEmulator extends MiniAppSigner {
  readonly bot: BotUser;
  readonly token: string;
  addUser(user: NewUser): User;
  users(): User[];
  createGroup(group: NewGroup): Chat;
  /** Makes a basic group a supergroup and returns that. */
  migrateGroup(chatId: number): Chat;
  /** What a person types; a private chat's id is the person's. Long texts become several messages. */
  sendText(userId: number, chatId: number, text: string, options?: SendOptions): Message[];
  sendDocument(userId: number, chatId: number, document: SentDocument): Message;
  /** A voice message, a round video or an audio file. */
  sendRecording(userId: number, chatId: number, recording: SentRecording, options?: SendOptions): Message;
  /** One photo, or an album of up to ten. */
  sendPhotos(userId: number, chatId: number, photos: readonly SentPhoto[], options?: SendOptions): Message[];
  /** Raw message fields: a sticker, a poll. */
  sendOther(userId: number, chatId: number, fields: object): Message;
  editText(userId: number, chatId: number, messageId: number, text: string): void;
  /** Taps a button; the bot's answer, or undefined after 150 s. */
  tap(
    userId: number,
    chatId: number,
    messageId: number,
    callbackData: string,
  ): Promise<CallbackAnswer | undefined>;
  stopDraft(userId: number, chatId: number, draftId: number): void;
  blockBot(userId: number, blocked: boolean): void;
  /** Puts a raw update in the queue, for hostile input; returns its id. */
  pushUpdate(update: object): number;
  /** Forgets what was said in a chat, for good. */
  forgetChat(chat: ForgottenChat): void;
  chats(): EmulatedChat[];
  /** The messages a chat shows, oldest first. */
  history(chatId: number): EmulatedMessage[];
  /** The drafts a private chat shows now. */
  drafts(chatId: number): EmulatedDraft[];
  /** What the chat's header shows now. */
  actions(chatId: number): EmulatedAction | undefined;
  commands(): BotCommand[];
  /** What stands beside a person's field in the private chat: never `default`. */
  menuButton(userId: number): MenuButton;
  file(fileId: string): { fileName: string; mimeType: string; bytes: Uint8Array } | undefined;
  subscribe(listener: (event: EmulatorEvent) => void): () => void;
  calls(): RecordedCall[];
  readonly faults: FaultList;
  pendingUpdates(): number;
  /** The Bot API itself, for the HTTP server. */
  readonly api: BotApi;
  /** The bytes at a `file_path` of getFile. */
  fileAt(path: string): { mimeType: string; bytes: Uint8Array } | undefined;
  /** Ends long polls and webhook deliveries, and closes the journal. */
  close(): void;
}

const BOT_ID = 4_000_000_001;

/** Nobody on this machine knows it who was not told. */
const randomToken = (): string => `${BOT_ID}:AA${randomBytes(25).toString('base64url').slice(0, 33)}`;

/** Opens a Telegram of its own, with what its journal remembers. */
export const createTelegramEmulator = (options: TelegramEmulatorOptions = {}): TelegramEmulator => {
  const { token = randomToken(), journalPath, clock = Date.now } = options;
  const bot = createBot(token, options);
  const store = createStore(journalPath, { clock, onDamage: options.onDamage });
  const queue = createUpdateQueue({ store, clock });
  const drafts = createDrafts({ store, clock });
  const context: MethodContext = {
    store,
    queue,
    drafts,
    bot,
    clock,
    limits: options.rateLimits === false ? noRateLimits : createRateLimits(clock),
    webhookFault: () => webhook.lastFault(),
  };
  const api = createBotApi(context);
  const webhook = createWebhookSender({
    store,
    queue,
    clock,
    call: (method, values) => callRecorded(api, method, values),
    backoffScale: options.webhookBackoffScale ?? 1,
    answerTimeoutMs: options.webhookTimeoutMs ?? 60_000,
  });
  return {
    bot,
    token,
    ...createPeople(context),
    ...createGroups(context),
    ...createViews(store),
    ...createMiniAppSigner(token, context),
    tap: createTap(context),
    forgetChat: (chat) => forgetChat(store, chat),
    pushUpdate: (update) => queue.push(update as Record<string, unknown>),
    drafts: drafts.drafts,
    actions: drafts.action,
    subscribe: store.subscribe,
    calls: api.calls,
    faults: createFaults(),
    pendingUpdates: () => queue.pending().length,
    api,
    close() {
      webhook.close();
      queue.close();
      store.close();
    },
  };
};

const createPeople = (dependencies: PeopleDependencies) => {
  const bind =
    <Rest extends unknown[], Result>(act: (dependencies: PeopleDependencies, ...rest: Rest) => Result) =>
    (...rest: Rest): Result =>
      act(dependencies, ...rest);
  return {
    addUser: bind(addUser),
    sendText: bind(sendText),
    sendDocument: bind(sendDocument),
    sendPhotos: bind(sendPhotos),
    sendRecording: bind(sendRecording),
    sendOther: bind(sendOther),
    editText: bind(editText),
    stopDraft: bind(stopDraft),
    blockBot: bind(blockBot),
  };
};

const createBot = (token: string, { botUser, groupPrivacy = true }: TelegramEmulatorOptions): BotUser => {
  const id = Number.parseInt(token, 10);
  if (!Number.isSafeInteger(id)) throw new Error('A bot token begins with the id of the bot');
  return {
    id,
    is_bot: true,
    first_name: 'Steward',
    username: 'steward_local_bot',
    can_join_groups: true,
    can_read_all_group_messages: !groupPrivacy,
    supports_inline_queries: false,
    has_topics_enabled: false,
    ...botUser,
  };
};

/** What people see now. Messages never change: an edit puts another one in the same place. */
const createViews = ({ state, bytes }: Store) => {
  const readFile = (file: { uniqueId: string; fileName: string; mimeType: string } | undefined) => {
    const content = file && bytes.read(file.uniqueId);
    return file && content && { fileName: file.fileName, mimeType: file.mimeType, bytes: content };
  };
  return {
    users: () => [...state.users.values()],
    // A basic group that became a supergroup is no longer listed.
    chats: () =>
      [...state.chats.values()]
        .filter((chat) => chat.migratedTo === undefined)
        .map((chat) => ({ ...toChat(state, chat), memberIds: [...chat.memberIds] })),
    history(chatId: number) {
      const messages = [...(state.messages.get(chatId)?.values() ?? [])];
      return messages.sort((a, b) => a.message_id - b.message_id);
    },
    menuButton: (userId: number) => shownMenuButton(state, userId),
    commands: () => state.commands.get(defaultCommandsKey) ?? [],
    file: (fileId: string) => readFile(state.files.get(fileId)),
    fileAt: (path: string) => readFile([...state.files.values()].find((file) => file.path === path)),
  };
};

const callRecorded = async (api: BotApi, method: string, values: Record<string, unknown>): Promise<void> => {
  const request = { values, files: new Map() };
  const call = api.record(method, request);
  const answer = await api.call(method, request);
  call.status = answer.ok ? 200 : answer.error_code;
  if (!answer.ok) call.errorCode = answer.error_code;
};
