// A program of its own: a document on stdin, its text on stdout, one JSON value a line, each as soon as it is known. It is
// started without an environment and may read no file but its own (see `start-reader.ts`).
import { closeNetwork } from './no-network.ts';
import { readDocx } from './read-docx.ts';
import { readPdf } from './read-pdf.ts';
import type { Line, ReadingFault } from './reading.ts';

/** Of one page; what a person reads has some thousand. */
const MAX_PAGE_LENGTH = 50_000;

/** Resolves when it is gone from here: what still waits when the process ends is never read. */
const say = (line: Line): Promise<void> =>
  new Promise((resolve) => {
    process.stdout.write(`${JSON.stringify(line)}\n`, () => resolve());
  });

/** Some programs write something before it. */
const isPdf = (bytes: Buffer): boolean => bytes.subarray(0, 1_024).includes('%PDF-');
const isZip = (bytes: Buffer): boolean => bytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'));
/** The older container: what a password locks, and .doc. */
const isCompound = (bytes: Buffer): boolean => bytes.subarray(0, 4).equals(Buffer.from('d0cf11e0', 'hex'));

const faultOf = (error: unknown): ReadingFault =>
  error instanceof Error && error.name === 'PasswordException' ? 'locked' : 'damaged';

/** Without what no text has and what no store keeps: control characters and halves of characters. */
const clean = (text: string): string =>
  text
    .slice(0, MAX_PAGE_LENGTH)
    .replace(/(?![\t\n\r])\p{Cc}/gu, '')
    .toWellFormed();

const read = async (bytes: Buffer): Promise<void> => {
  const lines = isPdf(bytes) ? readPdf(new Uint8Array(bytes)) : isZip(bytes) ? readDocx(bytes) : undefined;
  if (!lines) return await say({ fault: isCompound(bytes) ? 'locked' : 'not-a-document' });
  let hasText = false;
  for await (const line of lines) {
    if ('fault' in line) return await say(line);
    const said = 'text' in line ? { text: clean(line.text) } : line;
    await say(said);
    hasText ||= 'text' in said && /[\p{L}\p{N}]/u.test(said.text);
  }
  if (!hasText) await say({ fault: 'no-text' });
};

closeNetwork();
const pieces: Buffer[] = [];
for await (const piece of process.stdin) pieces.push(piece);
await read(Buffer.concat(pieces)).catch((error) => say({ fault: faultOf(error) }));
process.exit(0);
