// ListObjectsV2: keys in the order of their UTF-8 bytes, grouped by a delimiter, in pages.
import type { ListedObject } from './bucket-store.ts';
import { S3Error } from './s3-error.ts';
import { type XmlElement, xmlDocument } from './xml.ts';

const MOST_KEYS = 1_000;

/** Where a page ended: the last key, or the last common prefix (all of whose keys are then behind it). */
interface Position {
  kind: 'key' | 'prefix';
  value: string;
}

type ListedEntry = { kind: 'key'; value: string; object: ListedObject } | { kind: 'prefix'; value: string };

/** The response's XML. @throws S3Error InvalidArgument */
export const listObjects = (
  bucket: string,
  objects: Iterable<ListedObject>,
  query: URLSearchParams,
): string => {
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const maxKeys = maxKeysOf(query);
  const token = query.get('continuation-token');
  const startAfter = query.get('start-after');
  const position: Position = token === null ? { kind: 'key', value: startAfter ?? '' } : readToken(token);
  const entries = entriesOf(sortedBehind(objects, prefix, position), prefix, delimiter);
  const page = entries.slice(0, maxKeys);
  const last = entries.length > page.length ? page.at(-1) : undefined;
  const encode = encoderOf(query);
  return xmlDocument('ListBucketResult', [
    ['Name', bucket],
    ['Prefix', encode(prefix)],
    ...optional('Delimiter', delimiter && encode(delimiter)),
    ...optional('EncodingType', query.get('encoding-type')),
    ...optional('StartAfter', startAfter && encode(startAfter)),
    ...optional('ContinuationToken', token),
    ['KeyCount', page.length],
    ['MaxKeys', maxKeys],
    ['IsTruncated', last !== undefined],
    ...optional('NextContinuationToken', last && writeToken(last)),
    ...page.map((entry) => toXml(entry, encode)),
  ]);
};

const optional = (name: string, value: string | null | undefined): XmlElement[] =>
  value ? [[name, value]] : [];

const sortedBehind = (objects: Iterable<ListedObject>, prefix: string, position: Position): ListedObject[] =>
  [...objects]
    .filter(
      ({ key }) => key.startsWith(prefix) && !(position.kind === 'prefix' && key.startsWith(position.value)),
    )
    // Not the order of JavaScript strings, which sorts surrogate pairs before U+E000.
    .map((object) => ({ object, bytes: Buffer.from(object.key) }))
    .filter(({ bytes }) => Buffer.compare(bytes, Buffer.from(position.value)) > 0)
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
    .map(({ object }) => object);

const entriesOf = (objects: ListedObject[], prefix: string, delimiter: string): ListedEntry[] => {
  const entries: ListedEntry[] = [];
  for (const object of objects) {
    const at = delimiter === '' ? -1 : object.key.indexOf(delimiter, prefix.length);
    if (at < 0) {
      entries.push({ kind: 'key', value: object.key, object });
      continue;
    }
    const value = object.key.slice(0, at + delimiter.length);
    const last = entries.at(-1);
    if (last?.kind !== 'prefix' || last.value !== value) entries.push({ kind: 'prefix', value });
  }
  return entries;
};

const toXml = (entry: ListedEntry, encode: (text: string) => string): XmlElement => {
  if (entry.kind === 'prefix') return ['CommonPrefixes', [['Prefix', encode(entry.value)]]];
  const { key, size, etag, lastModified } = entry.object;
  return [
    'Contents',
    [
      ['Key', encode(key)],
      ['LastModified', new Date(lastModified).toISOString()],
      ['ETag', `"${etag}"`],
      ['Size', size],
      ['StorageClass', 'STANDARD'],
    ],
  ];
};

const maxKeysOf = (query: URLSearchParams): number => {
  const text = query.get('max-keys') ?? String(MOST_KEYS);
  if (!/^\d{1,9}$/.test(text)) throw new S3Error('InvalidArgument', 'max-keys is no number');
  return Math.min(Number(text), MOST_KEYS);
};

const encoderOf = (query: URLSearchParams): ((text: string) => string) => {
  const type = query.get('encoding-type');
  if (type === null) return (text) => text;
  if (type !== 'url') throw new S3Error('InvalidArgument', 'Invalid Encoding Method specified in Request');
  // S3 writes a space as `+` and leaves slashes alone.
  return (text) =>
    encodeURIComponent(text)
      .replaceAll('%2F', '/')
      .replaceAll('%20', '+')
      .replaceAll(/[!'()]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
};

const writeToken = ({ kind, value }: Position): string =>
  Buffer.from(`${kind}:${value}`).toString('base64url');

const readToken = (token: string): Position => {
  const [, kind, value] = /^(key|prefix):(.*)$/s.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (kind === undefined || value === undefined) {
    throw new S3Error('InvalidArgument', 'The continuation token provided is incorrect');
  }
  return { kind: kind as Position['kind'], value };
};
