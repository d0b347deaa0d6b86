// What is said of a document that somebody sent.
import type { Reading, ReadingFault } from '../../document-reader/reading.ts';

const SHOWN_NAME = 60;

/** As it is kept and shown: one line, not too long. */
export const nameOfDocument = (name: string | undefined): string => {
  const line = (name ?? '').replace(/\s+/g, ' ').trim().toWellFormed();
  if (line === '') return 'document';
  if (line.length <= SHOWN_NAME) return line;
  // The ending tells what it is.
  return `${line.slice(0, SHOWN_NAME - 12)}…${line.slice(-10)}`.toWellFormed();
};

export const TOO_LARGE =
  'This file is over 20 MB, the most that Telegram lets a bot download. Please send a smaller one: a part of it, or one with smaller pictures.';

const FAULTS: Record<ReadingFault, (name: string, of: number | undefined) => string> = {
  locked: (name) => `${name} is locked with a password. Save a copy without one and send me that.`,
  damaged: (name) =>
    `I can't read ${name}: the file is damaged, or not complete. Save or export it anew and send it again.`,
  'not-a-document': (name) =>
    `${name} is neither a PDF nor a Word document (.docx), whatever its name says. Export it as PDF and send me that.`,
  'too-large': (name) => `${name} holds more text than I take in. Send me the part that you ask about.`,
  'no-text': (name, of) =>
    of === undefined || !/\.pdf$/i.test(name)
      ? `There is no text in ${name}.`
      : `There is no text in ${name}: its ${pages(of)} ${of === 1 ? 'is a picture' : 'are pictures'}, perhaps a scan. Send me photos of the pages you ask about.`,
  'too-hard': (name) =>
    `Reading ${name} took more time or memory than I may use, so I stopped. Send me a shorter part, or print it to a new PDF.`,
  unavailable: () =>
    "I can't read documents here: that needs Node.js 22.13 or newer. npm start brings it. Until then, paste the text.",
};

export const faultSentence = (name: string, { fault, of }: { fault: ReadingFault; of?: number }): string =>
  FAULTS[fault](name, of);

/** `toAsk`: nothing was asked yet. */
export const readSentence = (
  name: string,
  { pages: read, of }: Exclude<Reading, { fault: unknown }>,
  toAsk: boolean,
): string => {
  const blank = read.filter((page) => page === '').length;
  return [
    `📄 Read ${name}: ${read.length < of ? `the first ${read.length} of ${pages(of)}, which is as far as I go` : pages(of)}.`,
    blank === 0 ? '' : `${blank} of them ${blank === 1 ? 'has' : 'have'} no text: send me photos of those.`,
    toAsk ? 'Ask about it.' : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
};

const pages = (count: number): string => (count === 1 ? '1 page' : `${count.toLocaleString('en')} pages`);
