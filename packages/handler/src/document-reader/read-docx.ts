// The text of a .docx: a zip with XML in it. Sizes are looked at before anything is unpacked; entities are never expanded
// but the five of XML and numbers, so that none can grow.
import { unzipSync } from 'fflate';
import type { Line } from './reading.ts';

/** Of the XML that holds the text: hundreds of pages. */
const MAX_UNPACKED_BYTES = 30_000_000;
/** The format knows no pages: so many characters are one. */
const PAGE_LENGTH = 3_000;

export async function* readDocx(bytes: Uint8Array): AsyncGenerator<Line> {
  let unpackedBytes = 0;
  const files = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (!/^word\/(?:document\d*|footnotes|endnotes)\.xml$/.test(name)) return false;
      unpackedBytes += originalSize;
      return unpackedBytes <= MAX_UNPACKED_BYTES;
    },
  });
  if (unpackedBytes > MAX_UNPACKED_BYTES) return yield { fault: 'too-large' };
  // The document before its notes, whatever the order in the file.
  const names = Object.keys(files).sort();
  if (!names.some((name) => name.startsWith('word/document'))) return yield { fault: 'not-a-document' };
  const text = names.map((name) => textOf(decode(files[name] as Uint8Array))).join('\n\n');
  const pages = cutPages(text);
  yield { of: pages.length };
  for (const page of pages) yield { text: page };
}

const decode = (bytes: Uint8Array): string => {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
};

/** What stands for a mark; a row of a table ends like a paragraph. */
const MARKS: Record<string, string> = {
  tab: '\t',
  br: '\n',
  cr: '\n',
  '/p': '\n',
  '/tc': '\t',
  '/tr': '\n',
  noBreakHyphen: '-',
};

const textOf = (xml: string): string => {
  const said: string[] = [];
  let isText = false;
  let fallbacks = 0;
  for (const piece of xml.split('<')) {
    const end = piece.indexOf('>');
    if (end < 0) continue;
    const [, slash = '', name = ''] = /^(\/?)(?:\w+:)?(\w+)/.exec(piece) ?? [];
    const isClosed = piece[end - 1] === '/';
    // A text box comes twice: as what it is, and once more for programs that do not know it.
    if (name === 'Fallback' && !isClosed) fallbacks += slash ? -1 : 1;
    if (fallbacks > 0) continue;
    if (name === 't') isText = slash === '' && !isClosed;
    const mark = MARKS[slash + name];
    if (mark !== undefined) said.push(mark);
    else if (isText && name === 't') said.push(unescaped(piece.slice(end + 1)));
  }
  return said
    .join('')
    .replace(/\t+\n/g, '\n')
    .replace(/\n\t+/g, '\t')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
};

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const unescaped = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{2,4}));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return NAMED[name] ?? whole;
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });

/** Between paragraphs where they are short enough. */
const cutPages = (text: string): string[] => {
  const pages: string[] = [];
  for (let rest = text; rest !== ''; ) {
    const cut = rest.length <= PAGE_LENGTH ? rest.length : breakIn(rest);
    pages.push(rest.slice(0, cut).trim());
    rest = rest.slice(cut).trimStart();
  }
  return pages;
};

const breakIn = (text: string): number => {
  for (const mark of ['\n', '. ', ' ']) {
    const at = text.lastIndexOf(mark, PAGE_LENGTH);
    if (at > PAGE_LENGTH / 2) return at + 1;
  }
  // Not within a character of two units.
  return /[\ud800-\udbff]/.test(text[PAGE_LENGTH - 1] ?? '') ? PAGE_LENGTH - 1 : PAGE_LENGTH;
};
