// The form that a client sends: the recording, and how it is to be heard.
import type { IncomingMessage } from 'node:http';
import { Refusal } from './refusal.ts';

export interface Recording {
  audio: Buffer;
  /** ISO 639-1; undefined: whichever it is. */
  language: string | undefined;
  format: 'json' | 'text';
}

export interface ReadOptions {
  maxBytes: number;
  /** The one that this server has; clients that know none send `whisper-1`, as to OpenAI. */
  model: string;
}

/** @throws Refusal */
export const readRecording = async (
  request: IncomingMessage,
  { maxBytes, model }: ReadOptions,
): Promise<Recording> => {
  const contentType = request.headers['content-type'] ?? '';
  const bytes = await readBody(request, maxBytes);
  const form = await new Response(bytes, { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => undefined);
  const text = (name: string): string => {
    const value = form?.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const file = form?.get('file');
  if (!(file instanceof File)) throw new Refusal(400, 'A form with a field "file" is expected.');
  if (!['', 'whisper-1', model].includes(text('model')))
    throw new Refusal(404, `This server has the model ${model}.`, 'model_not_found');
  const format = text('response_format') || 'json';
  if (format !== 'json' && format !== 'text') throw new Refusal(400, 'response_format is json or text.');
  const language = text('language').toLowerCase();
  if (!/^([a-z]{2,3})?$/.test(language)) throw new Refusal(400, 'A language is written like en.');
  return { audio: Buffer.from(await file.arrayBuffer()), language: language || undefined, format };
};

const readBody = async (request: IncomingMessage, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> => {
  const tooLarge = new Refusal(413, `A recording has at most ${Math.floor(maxBytes / 1e6)} MB.`);
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) throw tooLarge;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
};
