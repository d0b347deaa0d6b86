// Downloads what a person sent. The URL holds the bot's token, so it appears in no log and no error.
import { StewardError } from '@steward/core';
import { followingNothing, type TelegramClient, telegramFault } from './telegram-client.ts';

const TIMEOUT_MS = 60_000;

export const createDownload =
  (deps: { telegram: TelegramClient; apiUrl: string; token: () => string; fetch?: typeof fetch }) =>
  async (fileId: string, maxBytes: number, signal?: AbortSignal): Promise<Uint8Array> => {
    const { telegram, apiUrl, token } = deps;
    let path: string | undefined;
    try {
      path = (await telegram.getFile({ file_id: fileId }, signal)).file_path;
    } catch (error) {
      const { kind, description } = telegramFault(error);
      if (/too big/i.test(description)) throw tooLarge(maxBytes);
      const retryable = kind === 'unavailable' || kind === 'unknown' || kind === 'rate-limited';
      throw new StewardError('download-failed', 'Telegram did not offer the file', {
        retryable,
        userMessage: FAILED,
      });
    }
    if (!path) throw new StewardError('download-failed', 'Telegram named no path', { userMessage: FAILED });
    return await read(
      `${apiUrl.replace(/\/+$/, '')}/file/bot${token()}/${path}`,
      maxBytes,
      followingNothing(deps.fetch ?? fetch),
      signal,
    );
  };

const FAILED = 'Telegram did not give me the file. Please send it again.';

const tooLarge = (maxBytes: number): StewardError =>
  new StewardError('file-too-large', 'The file is over the limit', {
    userMessage: `This file is too large: I can take up to ${sizeOf(maxBytes)}.`,
  });

const sizeOf = (bytes: number): string =>
  bytes >= 1_000_000 ? `${bytes / 1_000_000} MB` : `${bytes / 1000} kB`;

const read = async (
  url: string,
  maxBytes: number,
  get: typeof fetch,
  stop: AbortSignal | undefined,
): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const late = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const response = await get(url, { signal: stop ? AbortSignal.any([stop, late]) : late });
    if (!response.ok || !response.body) throw new Error(`status ${response.status}`);
    for await (const chunk of response.body) {
      size += chunk.byteLength;
      if (size > maxBytes) break;
      chunks.push(chunk);
    }
  } catch {
    // The cause is left out on purpose: undici's errors may name the URL.
    throw new StewardError('download-failed', 'The file could not be downloaded', {
      retryable: true,
      userMessage: FAILED,
    });
  }
  if (size > maxBytes) throw tooLarge(maxBytes);
  return Buffer.concat(chunks);
};
