// What every contract suite needs: one store for its tests, and owners nobody else uses.
import { afterAll, beforeAll } from 'vitest';
import { StewardError } from '../../error.ts';

export type Made<T> = T & { close?: () => Promise<void> | void };

/** Makes the store once for the suite and closes it behind the last test. */
export const useSubject = <T extends object>(make: () => Promise<Made<T>>): (() => T) => {
  let made: Made<T> | undefined;
  beforeAll(async () => {
    made = await make();
  });
  afterAll(async () => {
    await made?.close?.();
  });
  return () => {
    if (!made) throw new Error('The store is made before the tests');
    return made;
  };
};

let owners = 10_000;

/** A person's id. */
export const newOwner = (): number => ++owners;

/** A group's id: negative and long, as Telegram's are. */
export const newGroup = (): number => -1_000_000_000_000 - ++owners;

export const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

/** The code of the StewardError that the promise is rejected with. */
export const codeOf = async (promise: Promise<unknown>): Promise<string | undefined> => {
  try {
    await promise;
    return undefined;
  } catch (error) {
    if (error instanceof StewardError) return error.code;
    throw error;
  }
};
