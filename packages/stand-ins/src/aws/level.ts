// dynalite's own copy of level, so that both read the same format.
import { createRequire } from 'node:module';

export type LevelWrite = { type: 'put'; key: string; value: unknown } | { type: 'del'; key: string };

export interface LevelReader<Value> extends AsyncIterable<[string, Value]> {
  /** Goes on at that key, or the first one behind it. */
  seek(key: string): void;
}

export interface LevelDatabase<Value = unknown> {
  open(): Promise<void>;
  close(): Promise<void>;
  del(key: string): Promise<void>;
  /** All of them or, after a kill, none. */
  batch(writes: LevelWrite[]): Promise<void>;
  iterator(range?: { gte: string; lt: string } | undefined): LevelReader<Value>;
}

interface LevelClass {
  new (path: string, options: { valueEncoding: 'json' | 'utf8' }): LevelDatabase<never>;
  /** Makes what can be read of a database one that can be opened. */
  repair(path: string): Promise<void>;
}

const require = createRequire(createRequire(import.meta.url).resolve('dynalite'));
const { Level } = require('level') as { Level: LevelClass };

export const createLevel = <Value>(
  path: string,
  valueEncoding: 'json' | 'utf8' = 'json',
): LevelDatabase<Value> => new Level(path, { valueEncoding });

export const repairLevel = (path: string): Promise<void> => Level.repair(path);

const causesOf = (error: unknown): Error[] =>
  error instanceof Error ? [error, ...causesOf(error.cause)] : [];

/** Another process, or another database of this one, has it open. */
export const isLocked = (error: unknown): boolean =>
  causesOf(error).some((cause) => (cause as { code?: unknown }).code === 'LEVEL_LOCKED');

/** LevelDB says in words what the system said. */
const NO_ROOM = /no space left|quota exceeded|ENOSPC|EDQUOT/i;

export const isNoRoom = (error: unknown): boolean =>
  causesOf(error).some(({ message }) => NO_ROOM.test(message));
