// The text of a sent file.
import type { Services } from '../context/services.ts';
import { downloadUpTo } from '../telegram/download-up-to.ts';
import type { IncomingDocument } from '../telegram/incoming.ts';

/** More than a model of this size can read; DynamoDB's item limit lies above it. */
const MAX_TEXT_BYTES = 200_000;

export const TOO_LARGE = `This text file is too large: I can read up to ${MAX_TEXT_BYTES / 1000} kB. Send a shorter part of it.`;

const A_PDF = 'This file is a PDF, though its name does not end in .pdf. Rename it so and send it again.';

/** Its source is text to a program, not to a person. */
const isPdf = (bytes: Uint8Array): boolean =>
  new TextDecoder('latin1').decode(bytes.subarray(0, 8)).startsWith('%PDF-');

export type ReadText = { text: string } | { refusal: string };

export const readText = async (
  services: Pick<Services, 'download'>,
  document: IncomingDocument,
): Promise<ReadText> => {
  const bytes = await downloadUpTo(MAX_TEXT_BYTES, services, document);
  if (!bytes) return { refusal: TOO_LARGE };
  return isPdf(bytes) ? { refusal: A_PDF } : textOf(bytes);
};

export const textOf = (bytes: Uint8Array): ReadText => {
  if (bytes.byteLength > MAX_TEXT_BYTES) return { refusal: TOO_LARGE };
  const text = decode(bytes);
  if (text === undefined) {
    return { refusal: 'I can only read plain text. Save the file as UTF-8 text and send it again.' };
  }
  return text.trim() === '' ? { refusal: 'This file is empty. Send one with text in it.' } : { text };
};

const decode = (bytes: Uint8Array): string | undefined => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\u0000') ? undefined : text;
  } catch {
    return undefined;
  }
};
