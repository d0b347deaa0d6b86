// Fetches a large file: goes on where it was cut off, also in an earlier run, and keeps nothing that is not what was pinned.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SpeechError } from './speech-error.ts';

export interface RemoteFile {
  url: string;
  /** In its folder. */
  name: string;
  bytes: number;
  /** In hex. */
  sha256: string;
}

export interface DownloadOptions {
  folder: string;
  /** Of this file, so far. */
  onProgress?: (bytes: number) => void;
  /** How long a connection may say nothing. */
  stallMs?: number;
  /** Before each further try; one that brought something counts anew. */
  pausesMs?: readonly number[];
}

/** What else a disk needs: a system without any room does worse things than to fail a download. */
const SPARE_BYTES = 200e6;

/** Whether it is all there. Its digest was compared before it got its name. */
export const isThere = async ({ name, bytes }: RemoteFile, folder: string): Promise<boolean> =>
  (await sizeOf(join(folder, name))) === bytes;

/** @throws SpeechError with what to do; what came so far stays, for the next try */
export const download = async (
  file: RemoteFile,
  { folder, onProgress = () => {}, stallMs = 60_000, pausesMs = [1_000, 5_000, 20_000] }: DownloadOptions,
): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const part = join(folder, `${file.name}.part`);
  try {
    for (let failures = 0; ; ) {
      const before = await keepIfUsable(part, file);
      if (before === file.bytes) break;
      await requireRoom(folder, file.bytes - before);
      try {
        await append({ file, part, from: before, onProgress, stallMs });
      } catch (error) {
        if (isFinal(error)) throw error;
        failures = ((await sizeOf(part)) ?? 0) > before ? 1 : failures + 1;
        const pauseMs = pausesMs[failures - 1];
        if (pauseMs === undefined) throw unreachable(file);
        await sleep(pauseMs);
      }
    }
    onProgress(file.bytes);
    await requireDigest(part, file);
    await rename(part, join(folder, file.name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw noRoom(folder, file.bytes);
    throw error;
  }
};

interface Appending {
  file: RemoteFile;
  part: string;
  from: number;
  onProgress: (bytes: number) => void;
  stallMs: number;
}

const append = async ({ file, part, from, onProgress, stallMs }: Appending): Promise<void> => {
  const stalled = new AbortController();
  const timer = setTimeout(() => stalled.abort(), stallMs);
  try {
    const headers: Record<string, string> = from > 0 ? { range: `bytes=${from}-` } : {};
    const response = await fetch(file.url, { headers, signal: stalled.signal });
    const goesOn =
      response.status === 206 && response.headers.get('content-range')?.startsWith(`bytes ${from}-`);
    // 416: its file ends before ours goes on.
    if (response.status === 416) throw await reject(part, file);
    if (!response.body || !(response.status === 200 || goesOn)) throw refused(response.status);
    const target = await open(part, goesOn ? 'a' : 'w');
    let length = goesOn ? from : 0;
    try {
      for await (const chunk of response.body) {
        timer.refresh();
        length += chunk.length;
        if (length > file.bytes) break;
        await target.appendFile(chunk);
        onProgress(length);
      }
      await target.sync();
    } finally {
      await target.close();
    }
    if (length > file.bytes) throw await reject(part, file);
  } finally {
    clearTimeout(timer);
    stalled.abort();
  }
};

/** The length of what came before; 0 after what cannot be its beginning is deleted. */
const keepIfUsable = async (part: string, { bytes }: RemoteFile): Promise<number> => {
  const length = (await sizeOf(part)) ?? 0;
  if (length <= bytes) return length;
  await rm(part);
  return 0;
};

const requireDigest = async (part: string, file: RemoteFile): Promise<void> => {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(part)) hash.update(chunk);
  if (hash.digest('hex') !== file.sha256) throw await reject(part, file);
};

const reject = async (part: string, { name }: RemoteFile): Promise<SpeechError> => {
  await rm(part, { force: true });
  return new SpeechError(
    `What was sent as ${name} is not the file that was reviewed (its length or digest differs), so it was deleted and not used.`,
  );
};

const requireRoom = async (folder: string, bytes: number): Promise<void> => {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < bytes + Math.min(bytes, SPARE_BYTES)) throw noRoom(folder, bytes);
};

const sizeOf = async (path: string): Promise<number | undefined> =>
  (await stat(path).catch(() => undefined))?.size;

/** What trying again does not help against. */
const isFinal = (error: unknown): boolean =>
  error instanceof SpeechError || (error as NodeJS.ErrnoException).code === 'ENOSPC';

const refused = (status: number): Error =>
  status === 429 || status >= 500
    ? new Error(`HTTP ${status}`)
    : new SpeechError(
        `The model could not be downloaded: its server answered ${status}. Is there a newer Steward? It may know another address.`,
      );

const unreachable = ({ url }: RemoteFile): SpeechError =>
  new SpeechError(
    `${new URL(url).host} could not be reached, or broke off again and again. What came so far is kept: run the command again to go on. Behind a proxy, set NODE_USE_ENV_PROXY=1.`,
  );

const noRoom = (folder: string, bytes: number): SpeechError =>
  new SpeechError(
    `There is no room for the model: ${folder} needs ${Math.ceil((bytes + SPARE_BYTES) / 1e6)} MB. Make room, or choose another folder with SPEECH_MODELS_DIR, and run the command again.`,
  );
