// The words of a message as a model can read them: where a word leads to an address, the address stands behind it.
import type { TelegramEntity } from './update-schema.ts';

interface Worded {
  text?: string | undefined;
  caption?: string | undefined;
  entities?: TelegramEntity[] | undefined;
  caption_entities?: TelegramEntity[] | undefined;
}

/** The text, else the words below a picture or file; '' where there are none. */
export const wordsOf = ({ text, caption, entities, caption_entities: below }: Worded): string =>
  text === undefined ? withAddresses(caption ?? '', below) : withAddresses(text, entities);

const withAddresses = (text: string, entities: TelegramEntity[] = []): string =>
  entities
    .filter(({ type, url }) => type === 'text_link' && url !== undefined)
    .sort((one, other) => other.offset + other.length - (one.offset + one.length))
    .reduce((words, { offset, length, url = '' }) => {
      const end = offset + length;
      const shown = words.slice(offset, end);
      return shown.includes(url) ? words : `${words.slice(0, end)} (${url})${words.slice(end)}`;
    }, text);
