// The smallest Bot API there is: it says yes at once and offers one file for download. How Telegram behaves is the
// emulator's business; here it must not be what is measured.
import { startScriptedServer, status } from '@steward/stand-ins/testing';

export interface InstantTelegram {
  url: string;
  /** What `getFile` and the download give from now on. */
  offer(file: Uint8Array): void;
  /** Methods that were called, in order, and the bytes that came with them. */
  calls: { method: string; bytes: number }[];
  close(): Promise<void>;
}

const BOT = { id: 42, is_bot: true, first_name: 'Steward', username: 'StewardBot' };

export const startInstantTelegram = async (): Promise<InstantTelegram> => {
  let offered: Uint8Array = new Uint8Array();
  let messageId = 1_000;
  const calls: InstantTelegram['calls'] = [];
  const resultOf = (method: string): unknown => {
    if (method === 'getMe') return BOT;
    if (method === 'getFile') return { file_id: 'f', file_unique_id: 'f', file_path: 'documents/f.json' };
    if (!/^(send(Message|Document)|edit)/.test(method)) return true;
    messageId += 1;
    return { message_id: messageId, date: 1, chat: { id: 1, type: 'private' } };
  };
  const { url, close } = await startScriptedServer((response, { path, text }) => {
    if (path.startsWith('/file/')) return response.end(offered);
    const method = new URL(path, 'http://telegram').pathname.split('/').at(-1) ?? '';
    calls.push({ method, bytes: Buffer.byteLength(text) });
    return status(200, { ok: true, result: resultOf(method) })(response);
  });
  return {
    url,
    offer: (file) => {
      offered = file;
    },
    calls,
    close,
  };
};
