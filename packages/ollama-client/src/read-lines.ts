// Cuts a stream of bytes into lines. Bytes arrive split anywhere, also inside a UTF-8 character, so a line is decoded
// only when it is whole: the byte of a line break never occurs inside a character.
import { OllamaError } from './ollama-error.ts';

const LINE_BREAK = 0x0a;

export interface Line {
  text: string;
  /** False for the rest after the last line break, which may have been cut off. */
  terminated: boolean;
}

export interface LineLimits {
  maxLineBytes: number;
  maxTotalBytes: number;
}

/** Yields the lines that are not blank. Throws `bad-response` past a limit; ends the source when left early. */
export async function* readLines(
  source: AsyncIterable<Uint8Array>,
  limits: LineLimits,
): AsyncGenerator<Line, void, undefined> {
  let totalBytes = 0;
  let pieces: Uint8Array[] = [];
  let pendingBytes = 0;
  const keep = (piece: Uint8Array) => {
    pendingBytes += piece.length;
    if (pendingBytes > limits.maxLineBytes) throw new OllamaError('bad-response');
    if (piece.length > 0) pieces.push(piece);
  };
  const takeLine = (): string => {
    const text = Buffer.concat(pieces, pendingBytes).toString('utf8');
    pieces = [];
    pendingBytes = 0;
    return text;
  };
  for await (const chunk of source) {
    totalBytes += chunk.length;
    if (totalBytes > limits.maxTotalBytes) throw new OllamaError('bad-response');
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(LINE_BREAK, start);
      if (end === -1) break;
      keep(chunk.subarray(start, end));
      start = end + 1;
      const text = takeLine();
      if (text.trim() !== '') yield { text, terminated: true };
    }
    keep(chunk.subarray(start));
  }
  const rest = takeLine();
  if (rest.trim() !== '') yield { text: rest, terminated: false };
}
