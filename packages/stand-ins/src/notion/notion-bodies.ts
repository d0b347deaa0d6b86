// What somebody wants to have written, read as strictly as Notion would: sizes, types and nothing unknown.
import { isObject } from '../service/fake-request.ts';
import { refuse } from './notion-error.ts';
import type { NotionProperty, NotionSource } from './notion-store.ts';

const MAX_CONTENT = 2_000;
const MAX_ELEMENTS = 100;
const TYPES: NotionProperty['type'][] = ['title', 'rich_text', 'number', 'checkbox', 'date', 'url'];

export const mustKnow = (body: Record<string, unknown>, known: readonly string[]): void => {
  if (!Object.keys(body).every((name) => known.includes(name))) refuse('validation_error');
};

/** The text of an array of rich text. */
const readRichText = (value: unknown): string => {
  if (!Array.isArray(value) || value.length > MAX_ELEMENTS) return refuse('validation_error');
  return value
    .map((element) => {
      if (!isObject(element) || !isObject(element.text)) return refuse('validation_error');
      mustKnow(element, ['type', 'text']);
      mustKnow(element.text, ['content']);
      const { content } = element.text;
      const fits = typeof content === 'string' && content.length <= MAX_CONTENT;
      return fits && (element.type ?? 'text') === 'text' ? content : refuse('validation_error');
    })
    .join('');
};

/** Paragraphs: nothing else is written. */
export const readBlocks = (value: unknown = []): string[] => {
  if (!Array.isArray(value) || value.length > MAX_ELEMENTS) return refuse('validation_error');
  return value.map((block) => {
    if (!isObject(block) || block.type !== 'paragraph' || !isObject(block.paragraph))
      return refuse('validation_error');
    mustKnow(block, ['object', 'type', 'paragraph']);
    mustKnow(block.paragraph, ['rich_text']);
    return readRichText(block.paragraph.rich_text);
  });
};

/** The texts of a new page. */
export const readPageProperties = (value: unknown, { properties }: NotionSource): Record<string, string> => {
  if (!isObject(value)) return refuse('validation_error');
  return Object.fromEntries(
    Object.entries(value).map(([name, given]) => {
      const type = properties[name]?.type;
      if ((type !== 'title' && type !== 'rich_text') || !isObject(given)) return refuse('validation_error');
      mustKnow(given, ['type', type]);
      return [name, readRichText(given[type])];
    }),
  );
};

/** New properties of a data source, by their types. */
export const readSchema = (value: unknown): Record<string, NotionProperty['type']> => {
  if (!isObject(value)) return refuse('validation_error');
  return Object.fromEntries(
    Object.entries(value).map(([name, given]) => {
      const type = TYPES.find((one) => isObject(given) && isObject(given[one]));
      // A second title is none.
      return type === undefined || type === 'title' ? refuse('validation_error') : [name, type];
    }),
  );
};

/** `{ property, rich_text: { equals } }`: whether a page has it. */
export const readFilter = (value: unknown, { properties }: NotionSource) => {
  if (value === undefined) return () => true;
  if (!isObject(value) || !isObject(value.rich_text)) return refuse('validation_error');
  mustKnow(value, ['property', 'rich_text']);
  mustKnow(value.rich_text, ['equals']);
  const { property } = value;
  const { equals } = value.rich_text;
  if (typeof property !== 'string' || typeof equals !== 'string') return refuse('validation_error');
  if (properties[property]?.type !== 'rich_text') refuse('validation_error');
  return (page: { properties: Record<string, string> }): boolean => page.properties[property] === equals;
};
