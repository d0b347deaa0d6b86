// The smallest Bot API there is: it agrees at once and keeps nothing. It stands where the emulator's own work must not be
// measured, and where a test makes its updates by hand, also such as Telegram would never send.
import { recordedParams } from '../bot-api.ts';
import type { RequestParameters } from '../parameters.ts';
import { readForm } from '../request-body.ts';

export const INSTANT_BOT = { id: 42, is_bot: true, first_name: 'Steward', username: 'StewardBot' };

/** What it answers to a call; `newId` numbers a message that was sent. */
export const agreedResult = (
  method: string,
  params: Record<string, unknown>,
  newId: () => number,
): unknown => {
  if (method === 'getMe') return INSTANT_BOT;
  if (method === 'getChatMember') return { status: 'member' };
  if (method === 'getFile') return { file_id: 'f', file_unique_id: 'f', file_path: 'documents/f.json' };
  if (!/^(send(Message|Document)|edit)/.test(method)) return true;
  const chat = { id: Number(params.chat_id ?? 1), type: 'private' };
  return { message_id: Number(params.message_id ?? newId()), date: 1, chat };
};

export interface FetchedCall {
  method: string;
  request: RequestParameters;
  /** Numbers and objects as what they are, as the emulator records them. */
  params: Record<string, unknown>;
}

/** A call as the bot's `fetch` makes it. For a form without files nothing is awaited: virtual time counts no such turns. */
export const readCall = async (
  input: string | URL | Request,
  init: RequestInit | undefined,
): Promise<FetchedCall> => {
  const method = String(input).split('/').at(-1) ?? '';
  const values: Record<string, unknown> = {};
  const files: Map<string, { fileName: string; mimeType: string; bytes: Uint8Array }> = new Map();
  if (init?.body instanceof URLSearchParams) Object.assign(values, Object.fromEntries(init.body));
  else if (init?.body) await readForm(new Response(init.body, init), values, files);
  const request = { values, files };
  return { method, request, params: recordedParams(request) };
};
