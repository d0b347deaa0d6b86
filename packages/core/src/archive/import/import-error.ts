// Why a file is not imported: one code and one plain sentence each. No text of the file is in either.
import { StewardError } from '../../error.ts';
import type { ImportErrorCode } from '../../error-code.ts';

/** Telegram lets a bot download 20 MB. */
export const MAX_IMPORT_BYTES = 20_000_000;
export const MAX_IMPORT_MESSAGES = 20_000;
/** Deepest nesting of arrays and objects; real exports have about fifteen levels. */
export const MAX_DEPTH = 100;
/** A DynamoDB item holds 400 kB; the rest is for keys and what is kept beside the text. */
export const MAX_MESSAGE_BYTES = 350_000;

/** JSON may write a character six times as long as it is; the rest is white space. A longer value is not even parsed. */
export const MAX_VALUE_BYTES = 6 * MAX_MESSAGE_BYTES + 100_000;

const SENTENCES: Record<ImportErrorCode, string> = {
  'import-not-json': 'This file is not valid JSON, so I cannot import it.',
  'import-too-large': 'This file is larger than 20 MB, the most that can be imported.',
  'import-no-conversation': 'I found no conversation in this file.',
  'import-bad-role': 'It was not said by user, assistant or system, so I cannot import this file.',
  'import-not-text': 'It is not plain text, so I cannot import this file.',
  'import-too-deep': 'This file is nested too deeply to be a conversation.',
  'import-too-many-messages':
    'This file holds more than 20,000 messages, the most that can be imported at once.',
  'import-message-too-large': 'It is longer than 350 kB, so I cannot import this file.',
};

/** `place` names what the message is about, e.g. "Message 3". */
export const importError = (code: ImportErrorCode, place?: string): StewardError =>
  new StewardError(code, `The import was refused: ${code}`, {
    userMessage: place === undefined ? SENTENCES[code] : about(place, SENTENCES[code]),
  });

const about = (place: string, sentence: string): string => sentence.replace(/^It /, `${place} `);
