// What the processes of a measured turn tell each other: the bench, the stand-ins, and the bot that is measured.

/** Milliseconds of the machine's monotonic clock: the same in every process, finer than the wall clock. */
export const clockMs = (): number => Number(process.hrtime.bigint()) / 1e6;

/** Where the stand-ins listen. */
/** For the table, in whatever process it is asked. */
export const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };

export interface StandInUrls {
  telegram: string;
  ollama: string;
  sqs: string;
  dynamoDb: string;
}

export interface TelegramCall {
  method: string;
  chatId: number;
  text: string;
  atMs: number;
}

export interface ModelCall {
  messages: { role: string; content: string }[];
  /** When the first token was written to the socket. */
  firstTokenMs: number;
}

/** Everything the stand-ins have met since they were asked last. */
export interface Journal {
  telegram: TelegramCall[];
  model: ModelCall[];
  /** Requests by kind: `DynamoDB GetItem`, `Telegram sendMessage`, `Ollama /api/chat` … */
  requests: Record<string, number>;
}

/** Telegram's update, as much of it as the bots read. */
export interface Update {
  update_id: number;
  message: {
    message_id: number;
    date: number;
    chat: { id: number; type: 'private'; first_name: string };
    from: { id: number; is_bot: false; first_name: string };
    text: string;
  };
}

export interface HistoryMessage {
  role: 'user' | 'assistant';
  content: string;
}

/** To the process of a bot. */
export type BotRequest =
  | { prepare: { chatIds: number[]; history: HistoryMessage[] } }
  /** One list a chat: chats run beside each other, the updates of a chat one after the other. */
  | { run: Update[][] }
  /** Does not wait for their ends. */
  | { begin: Update };

export interface RunResult {
  /** When each update was handed over, and when its handler had ended. */
  turns: { updateId: number; begunMs: number; endedMs: number }[];
  /** Processor time of the bot's process for all of them. */
  cpuMs: number;
}

/** A bot that can be measured. */
export interface Bot {
  /** Gives each chat a conversation with this history, begun before. */
  prepare(chatIds: number[], history: HistoryMessage[]): Promise<void>;
  deliver(update: Update): Promise<void>;
}

/** Default export of a module that `start-bot.ts` starts in a process of its own. */
export type StartBot = (urls: StandInUrls) => Promise<Bot>;

export const MODEL = 'tiny:1b';
export const TOKEN = '42:bench';
