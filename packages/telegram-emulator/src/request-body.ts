// Reads a Bot API request, as query, JSON, form or multipart, into one shape.
import type { IncomingMessage } from 'node:http';
import { readBody } from '@steward/stand-ins';
import type { RequestParameters, UploadedFile } from './parameters.ts';
import { refuse } from './refusals.ts';

/** Uploads end here (bytes): 50 MB and some room for the envelope. */
const maxBodyBytes = 50 * 1024 * 1024 + 64 * 1024;

/** The parameters of a request; throws a `TelegramRefusal` for a body that is too large or malformed. */
export const readRequest = async (
  request: IncomingMessage,
  query: URLSearchParams,
): Promise<RequestParameters> => {
  const values: Record<string, unknown> = Object.fromEntries(query);
  const files = new Map<string, UploadedFile>();
  const body = (await readBody(request, maxBodyBytes)) ?? refuse('bodyTooLarge');
  const type = request.headers['content-type'] ?? '';
  if (body.length === 0) return { values, files };
  if (type.startsWith('application/json')) {
    Object.assign(values, parseJson(body));
  } else if (type.startsWith('application/x-www-form-urlencoded')) {
    Object.assign(values, Object.fromEntries(new URLSearchParams(body.toString('utf8'))));
  } else if (type.startsWith('multipart/form-data')) {
    const response = new Response(new Uint8Array(body), { headers: { 'content-type': type } });
    await readForm(response, values, files);
  }
  return { values, files };
};

const parseJson = (body: Buffer): object => {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Falls through to the refusal.
  }
  return refuse('bodyMalformed');
};

export const readForm = async (
  body: Response,
  values: Record<string, unknown>,
  files: Map<string, UploadedFile>,
): Promise<void> => {
  const form = await body.formData().catch(() => refuse('bodyMalformed'));
  for (const [name, value] of form) {
    if (typeof value === 'string') {
      values[name] = value;
    } else {
      const bytes = new Uint8Array(await value.arrayBuffer());
      files.set(name, { fileName: value.name, mimeType: value.type || 'application/octet-stream', bytes });
    }
  }
};
