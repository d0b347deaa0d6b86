// The way to the emulated Telegram without a socket: what the bot's client would get, with everything that may go wrong
// on the line, in virtual time.
import type {
  ApiAnswer,
  RecordedCall,
  RequestParameters,
  TelegramEmulator,
} from '@steward/telegram-emulator/testing';
import { faultAnswer, readCall } from '@steward/telegram-emulator/testing';
import type { VirtualTime } from './virtual-time.ts';

/** What happens to one call. */
export type LineFault =
  | { kind: 'status'; error_code: number; retry_after?: number }
  | { kind: 'timeout-after-accept' | 'timeout-before' | 'reset' | 'reset-after-accept' | 'html-502' }
  | { kind: 'delay'; ms: number };

export interface TelegramLine {
  fetch: typeof fetch;
  /** Messages that Telegram took and the bot was not told about, by chat. */
  unheard: Map<number, number[]>;
  /** Every call that Telegram itself refused, without what was played. */
  refused: RecordedCall[];
  /** Every call that was to send or edit a message, in order, as it left the bot. */
  counted: { chatId: number; atMs: number; played?: LineFault }[];
  /** Those that reached Telegram, as it saw them. */
  reached: { chatId: number; atMs: number }[];
}

/** What Telegram counts against a chat's pace. */
const COUNTED = /^(send(Message|Document)|edit)/;
/** The bot's client gives up after this long. */
const CLIENT_TIMEOUT_MS = 15_000;

export const createTelegramLine = (deps: {
  emulator: TelegramEmulator;
  time: VirtualTime;
  choose: (call: RecordedCall) => LineFault | undefined;
}): TelegramLine => {
  const { emulator, time, choose } = deps;
  const unheard = new Map<number, number[]>();
  const refused: RecordedCall[] = [];
  const counted: TelegramLine['counted'] = [];
  const reached: TelegramLine['reached'] = [];

  const execute = async (name: string, request: RequestParameters, call: RecordedCall) => {
    if (COUNTED.test(call.method)) reached.push({ chatId: Number(call.params.chat_id), atMs: time.now() });
    const answer = await emulator.api.call(name, request);
    call.status = answer.ok ? 200 : answer.error_code;
    if (!answer.ok) refused.push(call);
    return answer;
  };

  const lose = (call: RecordedCall, answer: ApiAnswer): void => {
    const chatId = Number(call.params.chat_id);
    const { message_id: messageId } = (answer.ok ? answer.result : {}) as { message_id?: number };
    if (!/^send(Message|Document)$/.test(call.method) || messageId === undefined) return;
    unheard.set(chatId, [...(unheard.get(chatId) ?? []), messageId]);
  };

  const play = async (fault: LineFault, run: () => Promise<ApiAnswer>, call: RecordedCall) => {
    switch (fault.kind) {
      case 'status': {
        const answer = faultAnswer(fault);
        return respond(answer.error_code, JSON.stringify(answer));
      }
      case 'html-502':
        return respond(502, '<html>502 Bad Gateway</html>');
      case 'reset':
        throw reset();
      case 'reset-after-accept':
        lose(call, await run());
        throw reset();
      case 'timeout-before':
        await time.sleep(CLIENT_TIMEOUT_MS);
        throw timeout();
      case 'timeout-after-accept':
        lose(call, await run());
        await time.sleep(CLIENT_TIMEOUT_MS);
        throw timeout();
      case 'delay':
        await time.sleep(fault.ms);
        return toResponse(await run());
    }
  };

  const send = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const { method: name, request } = await readCall(input, init);
    const call = emulator.api.record(name, request);
    const fault = choose(call);
    if (COUNTED.test(call.method)) {
      const played = fault && { played: fault };
      counted.push({ chatId: Number(call.params.chat_id), atMs: time.now(), ...played });
    }
    const run = () => execute(name, request, call);
    return fault ? await play(fault, run, call) : toResponse(await run());
  };
  return { fetch: send as typeof fetch, unheard, refused, counted, reached };
};

const toResponse = (answer: ApiAnswer): Response =>
  respond(answer.ok ? 200 : answer.error_code, JSON.stringify(answer));

/** What the client reads of a response. A real one takes turns of the event loop that no clock counts. */
const respond = (status: number, body: string): Response =>
  ({ status, ok: status === 200, text: async () => body }) as Response;

const reset = (): TypeError =>
  new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) });
const timeout = (): DOMException => new DOMException('The operation timed out', 'TimeoutError');
