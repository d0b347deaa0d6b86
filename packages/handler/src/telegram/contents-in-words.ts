// What a message holds beside its own text, in words that a model can read.
import { contentOf } from './content-of.ts';
import { type Fields, fieldsOf, listOf, textIn, textOfRich } from './rich-message.ts';

const NAMES: Record<string, string> = { voice: 'voice message', audio: 'audio file' };

/** `photo`, `voice message`; undefined for a kind that has no name yet. */
export const nameOfContent = (content: string): string | undefined =>
  content === 'unknown' ? undefined : (NAMES[content] ?? content.replace('_', ' '));

/** '' for what holds nothing that could be told. */
export const contentsInWords = (message: object): string => {
  const fields = fieldsOf(message);
  const rich = textOfRich(fields.rich_message);
  if (rich !== '') return rich;
  const kind = contentOf(message);
  const name = kind === undefined ? undefined : nameOfContent(kind);
  if (kind === undefined || name === undefined) return '';
  const words = wordsIn(kind, fieldsOf(fields[kind]));
  return [`[${name}]`, ...words.filter((line) => line.trim() !== '')].join('\n');
};

/** Kinds whose parts are words. */
const wordsIn = (kind: string, fields: Fields): string[] => {
  switch (kind) {
    case 'poll':
      return [textIn(fields.question), ...points(fields.options)];
    case 'checklist':
      return [textIn(fields.title), ...points(fields.tasks)];
    case 'venue':
      return [textIn(fields.title), textIn(fields.address)];
    case 'contact':
      return [`${textIn(fields.first_name)} ${textIn(fields.last_name)}`.trim(), textIn(fields.phone_number)];
    case 'game':
      return [textIn(fields.title), textIn(fields.description)];
    default:
      return [];
  }
};

const points = (list: unknown): string[] => listOf(list).map((point) => `- ${textIn(fieldsOf(point).text)}`);
