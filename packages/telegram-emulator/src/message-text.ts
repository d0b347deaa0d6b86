// A text with entities, checked and tidied as Telegram does before a message exists
// (tdlib/td, MessageEntity.cpp, fix_formatted_text). Other tests use it as the strict parser.
import { checkEntity, checkNesting, sortEntities } from './entity-rules.ts';
import { refuse } from './refusals.ts';
import type { MessageEntity } from './telegram-objects.ts';

/** Characters a message may have, in UTF-16 units. */
export const maxTextLength = 4096;
/** Characters a document's caption may have, in UTF-16 units. */
const maxCaptionLength = 1024;

export interface FormattedText {
  text: string;
  entities: MessageEntity[];
}

/**
 * Returns the text trimmed and cleaned, its entities sorted and shifted; throws a `TelegramRefusal` for
 * anything Telegram would refuse or drop: an empty or too long text, lone surrogates, faulty entities.
 * `limit` counts UTF-16 units after trimming.
 */
export const checkMessageText = (
  text: string,
  entities: readonly unknown[] = [],
  limit: number = maxTextLength,
): FormattedText => {
  if (text === '') refuse('textEmpty');
  const checked = checkFormattedText(text, entities);
  if (checked.text === '') refuse('textBlank');
  if (checked.text.length > limit) refuse('textTooLong');
  return checked;
};

/** The same for a caption, which may be empty. */
export const checkCaption = (
  text: string,
  entities: readonly unknown[] = [],
  limit: number = maxCaptionLength,
): FormattedText => {
  const checked = checkFormattedText(text, entities);
  if (checked.text.length > limit) refuse('captionTooLong');
  return checked;
};

/** Checks and tidies a text of any length, also an empty one. */
export const checkFormattedText = (text: string, entities: readonly unknown[]): FormattedText => {
  if (/\p{Surrogate}/u.test(text)) refuse('textNotUtf8');
  const sound: MessageEntity[] = [];
  for (const entity of entities) {
    checkEntity(entity, text);
    sound.push(entity);
  }
  const sorted = sortEntities(sound);
  checkNesting(sorted);
  return trim(clean({ text, entities: sorted }));
};

/** Drops carriage returns and turns other control characters into spaces. */
const clean = ({ text, entities }: FormattedText): FormattedText => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
  const spaced = text.replace(/[\x00-\x08\x0B\x0C\x0E-\x1F]/g, ' ');
  if (!spaced.includes('\r')) return { text: spaced, entities };
  const before = (position: number) => spaced.slice(0, position).replaceAll('\r', '').length;
  return {
    text: spaced.replaceAll('\r', ''),
    entities: entities.map((entity) => within(entity, before)),
  };
};

/** Cuts white space at both ends, but none at the start that an entity covers. */
const trim = ({ text, entities }: FormattedText): FormattedText => {
  const end = text.trimEnd().length;
  const firstEntity = entities[0]?.offset ?? text.length;
  const start = Math.min(text.length - text.trimStart().length, firstEntity, end);
  const moved = entities.map((entity) =>
    within(entity, (position) => Math.min(Math.max(position, start), end) - start),
  );
  return { text: text.slice(start, end), entities: moved.filter((entity) => entity.length > 0) };
};

const within = (entity: MessageEntity, move: (position: number) => number): MessageEntity => {
  const offset = move(entity.offset);
  return { ...entity, offset, length: move(entity.offset + entity.length) - offset };
};
