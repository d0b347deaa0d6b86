// Why a file, or one conversation of it, is not imported: one code and one plain sentence each. No text of the file is in
// either.
import { StewardError } from '../../error.ts';
import type { ImportErrorCode } from '../../error-code.ts';
import { MAX_MESSAGE_BYTES } from '../../session/message.ts';

/** Telegram lets a bot download 20 MB. */
export const MAX_IMPORT_BYTES = 20_000_000;
/** What may lie in a packed file; all of it is in memory while it is read. */
export const MAX_UNPACKED_BYTES = 100_000_000;
/** Of one conversation. */
export const MAX_IMPORT_MESSAGES = 20_000;
export const MAX_IMPORT_CONVERSATIONS = 5_000;
/** Deepest nesting of arrays and objects; real exports have about fifteen levels, and two more for each answer where answers lie within each other. */
export const MAX_DEPTH = 1_000;
/** JSON may write a character six times as long as it is; the rest is white space. A longer value is not even parsed. */
export const MAX_VALUE_BYTES = 6 * MAX_MESSAGE_BYTES + 100_000;

/** What is wrong, without the full stop. "It" stands for a place in the file. */
const REASONS: Record<ImportErrorCode, string> = {
  'import-not-json': 'This file is not valid JSON',
  'import-too-large': 'This file is larger than 20 MB, the most that can be imported',
  'import-no-conversation': 'I found no conversation in this file',
  'import-bad-role': 'It was not said by user, assistant or system',
  'import-not-text': 'It is not plain text',
  'import-too-deep': 'It is nested too deeply',
  'import-too-many-messages': 'This conversation holds more than 20,000 messages, the most that one may have',
  'import-too-many-conversations':
    'This file holds more than 5,000 conversations, the most that can be imported at once',
  'import-message-too-large': 'It is longer than 350 kB',
  'import-bad-zip': 'I cannot open this .zip file: it is damaged or protected',
  'import-unpacked-too-large': 'Unpacked, the conversations in this file are larger than 100 MB',
};

/** What follows from it. */
const THEREFORE: Partial<Record<ImportErrorCode, string>> = {
  'import-not-json': ', so I cannot import it.',
  'import-too-large': ': please send a smaller one.',
  'import-no-conversation': '.',
  'import-too-many-messages': ': please split the file and send the parts.',
  'import-too-many-conversations': ': please split the file and send the parts.',
  'import-bad-zip': '. Please unpack it and send the .json file in it.',
  'import-unpacked-too-large': ': please split them and send the parts.',
};

/** `place` names what it is about, e.g. "Message 3". */
export const importError = (code: ImportErrorCode, place?: string): ImportError => {
  const reason = place === undefined ? REASONS[code] : REASONS[code].replace(/^It /, `${place} `);
  const error = new StewardError(code, `The import was refused: ${code}`, {
    userMessage: reason + (THEREFORE[code] ?? ', so I cannot import this file.'),
  });
  return Object.assign(error, { reason: inShort(code, reason) });
};

export interface ImportError extends StewardError {
  /** The same of one conversation among others, e.g. "message 3 is longer than 350 kB". */
  reason: string;
}

const inShort = (code: ImportErrorCode, reason: string): string => {
  if (code === 'import-no-conversation') return 'nothing was said in it';
  return reason
    .replace(/^This (?:file|conversation) /, 'it ')
    .replace(/^[A-Z]/, (letter) => letter.toLowerCase());
};

export const isImportError = (error: unknown): error is ImportError =>
  error instanceof StewardError && 'reason' in error;
