// The smallest Bot API there is: it says yes at once and offers one file for download. How Telegram behaves is the
// emulator's business; here it must not be what is measured.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

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
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://telegram').pathname;
    const bytes = await sizeOf(request);
    if (path.startsWith('/file/')) {
      response.end(offered);
      return;
    }
    const method = path.split('/').at(-1) ?? '';
    calls.push({ method, bytes });
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ok: true, result: resultOf(method) }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    offer: (file) => {
      offered = file;
    },
    calls,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
};

/** Reads and lets go. */
const sizeOf = async (request: IncomingMessage): Promise<number> => {
  let bytes = 0;
  for await (const chunk of request) bytes += (chunk as Uint8Array).byteLength;
  return bytes;
};
