// The body of a request, whole and with a limit.
import type { IncomingMessage } from 'node:http';

/**
 * Undefined when it is longer than `maxBytes`: none of the rest is kept. It is read to its end all the same, because a
 * client that still sends does not listen; `cutOff` ends the connection instead.
 */
export const readBody = async (
  request: IncomingMessage,
  maxBytes: number,
  { cutOff = false }: { cutOff?: boolean } = {},
): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= maxBytes) chunks.push(chunk);
    else if (cutOff) return undefined;
  }
  return length <= maxBytes ? Buffer.concat(chunks) : undefined;
};
