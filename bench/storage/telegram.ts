// A Telegram that agrees at once, and offers one file for download.
import { startScriptedServer, status } from '@steward/stand-ins/testing';
import { agreedResult } from '@steward/telegram-emulator/testing';

export interface InstantTelegram {
  url: string;
  /** What `getFile` and the download give from now on. */
  offer(file: Uint8Array): void;
  /** Methods that were called, in order, and the bytes that came with them. */
  calls: { method: string; bytes: number }[];
  close(): Promise<void>;
}

export const startInstantTelegram = async (): Promise<InstantTelegram> => {
  let offered: Uint8Array = new Uint8Array();
  let messageId = 1_000;
  const calls: InstantTelegram['calls'] = [];
  const { url, close } = await startScriptedServer((response, { path, text }) => {
    if (path.startsWith('/file/')) return response.end(offered);
    const method = new URL(path, 'http://telegram').pathname.split('/').at(-1) ?? '';
    calls.push({ method, bytes: Buffer.byteLength(text) });
    return status(200, { ok: true, result: agreedResult(method, {}, () => messageId++) })(response);
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
