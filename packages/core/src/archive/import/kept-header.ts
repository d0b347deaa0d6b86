// What a file says of a conversation beside its messages. Of it is kept what we use, and as much of the rest as fits.
import { parseJson } from '../../json/split-json.ts';
import { isRecord } from '../archive.ts';
import { type ForeignRecord, isHarmless, withoutKeys } from './foreign-json.ts';

export const MAX_HEADER_BYTES = 32_000;

export interface KeptHeader {
  /** Takes one field while the file is read; of several with the same name the last one counts. */
  add(name: string, bytes: Uint8Array): void;
  /** The fields that were asked for. */
  fields: ForeignRecord;
  /** The header as JSON text of at most `MAX_HEADER_BYTES`; fields that do not fit are left out. */
  text(): string;
}

/** `wanted`: fields that are used, besides what is kept; they may be longer than all that is kept. */
export const createKeptHeader = (wanted: ReadonlySet<string>): KeptHeader => {
  const texts = new Map<string, string>();
  const fields: ForeignRecord = {};
  let room = MAX_HEADER_BYTES - '{}'.length;

  const drop = (name: string): void => {
    const old = texts.get(name);
    if (old === undefined) return;
    room += sizeOf(old);
    texts.delete(name);
  };

  return {
    fields,
    add(name, bytes) {
      if (!isHarmless(name)) return;
      drop(name);
      const isWanted = wanted.has(name);
      // Not even parsed: a few bytes of JSON can be a hundred in memory.
      if (bytes.length > MAX_HEADER_BYTES && !isWanted) return;
      const value = parseJson(bytes);
      if (isWanted) fields[name] = value;
      const text = `${JSON.stringify(name)}:${JSON.stringify(cleaned(value))}`;
      if (sizeOf(text) > room) return;
      room -= sizeOf(text);
      texts.set(name, text);
    },
    text: () => `{${[...texts.values()].join(',')}}`,
  };
};

const sizeOf = (text: string): number => Buffer.byteLength(text) + ','.length;

const cleaned = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(cleaned);
  return isRecord(value) ? withoutKeys(value) : value;
};
