// Answers in the shape of a schema. The server's grammar holds most of a JSON schema, but not all of it (patterns are
// dropped in silence), and a model may ignore it: what comes back is validated again.
import * as z from 'zod';
import type { ChatChunk } from './chat-protocol.ts';
import { OllamaError } from './ollama-error.ts';

/** The JSON schema for `format`. It describes what the schema reads, before its transforms. */
export const toFormat = (schema: z.core.$ZodType): object => {
  const { $schema: _, ...format } = z.toJSONSchema(schema, { io: 'input' });
  return format;
};

/** Puts the chunks of an answer together and validates it. Throws `structured-output` when it does not fit. */
export const readStructured = async <T>(
  chunks: AsyncIterable<ChatChunk>,
  schema: z.core.$ZodType<T>,
): Promise<T> => {
  let text = '';
  let doneReason: string | undefined;
  for await (const chunk of chunks) {
    text += chunk.message.content;
    doneReason = chunk.done_reason ?? doneReason;
  }
  // Cut off: even if it parses by chance (a number), it is not the answer.
  if (doneReason === 'length')
    throw new OllamaError('structured-output', { detail: 'cut off by its length' });
  const result = await z.safeParseAsync(schema, parse(text));
  if (!result.success) throw new OllamaError('structured-output', { detail: places(result.error) });
  return result.data;
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new OllamaError('structured-output', { detail: 'not JSON' });
  }
};

/** Where it does not fit, and the kind of fault; the issues' messages may quote the answer. */
const places = (error: z.core.$ZodError): string => {
  return error.issues.map((issue) => `${issue.path.join('.') || '(root)'}: ${issue.code}`).join(', ');
};
