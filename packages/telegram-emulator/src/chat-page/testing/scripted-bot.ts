// A bot behind the emulator whose answers a test writes itself.
import type { TelegramEmulator } from '../../emulator.ts';
import type { EmulatedMessage, MessageEntity } from '../../telegram-objects.ts';

export interface ScriptedUpdate {
  update_id: number;
  message?: EmulatedMessage;
  edited_message?: EmulatedMessage;
  callback_query?: { id: string; data?: string; from: { id: number }; message?: EmulatedMessage };
  stopped_message_generation?: { chat: { id: number }; draft_id: number };
}

export type BotCall = (method: string, values?: Record<string, unknown>) => Promise<unknown>;

/** A stretch of text, plain or with an entity around it. */
export type Piece = string | [text: string, entity: Omit<MessageEntity, 'offset' | 'length'>];

/** Puts a formatted text together from its pieces. */
export const formatted = (...pieces: Piece[]): { text: string; entities: MessageEntity[] } => {
  let text = '';
  const entities: MessageEntity[] = [];
  for (const piece of pieces) {
    const [content, entity] = typeof piece === 'string' ? [piece, undefined] : piece;
    if (entity) entities.push({ ...entity, offset: text.length, length: content.length });
    text += content;
  }
  return { text, entities };
};

/** Polls the emulator and hands each update to the script, one after the other. */
export const runScriptedBot = (
  emulator: TelegramEmulator,
  script: (update: ScriptedUpdate, call: BotCall) => Promise<unknown>,
): { call: BotCall; stop(): Promise<void> } => {
  const stopping = new AbortController();
  const call: BotCall = async (method, values = {}) => {
    const answer = await emulator.api.call(method, { values, files: new Map() }, stopping.signal);
    if (!answer.ok) throw new Error(`${method}: ${answer.description}`);
    return answer.result;
  };
  const poll = async (): Promise<void> => {
    let offset = 0;
    while (!stopping.signal.aborted) {
      const updates = (await call('getUpdates', { offset, timeout: 20 })) as ScriptedUpdate[];
      for (const update of updates) {
        offset = update.update_id + 1;
        await script(update, call);
      }
    }
  };
  const polling = poll().catch((error: unknown) => {
    if (!stopping.signal.aborted) throw error;
  });
  return {
    call,
    stop: () => {
      stopping.abort();
      return polling;
    },
  };
};
