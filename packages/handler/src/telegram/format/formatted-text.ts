// What a message is made of: text and the entities that format it, as the Bot API takes them.
import { cleanText } from './clean-text.ts';
import { withoutTraps } from './traps.ts';
import { trimFormatted } from './trim-formatted.ts';

export type TextEntityType =
  | 'bold'
  | 'italic'
  | 'strikethrough'
  | 'code'
  | 'pre'
  | 'text_link'
  | 'blockquote'
  | 'expandable_blockquote'
  | 'underline'
  | 'spoiler'
  | 'date_time';

/** A formatted range; offset and length count UTF-16 code units. */
export interface TextEntity {
  type: TextEntityType;
  offset: number;
  length: number;
  /** Only for `text_link`. */
  url?: string;
  /** Only for `pre`. */
  language?: string;
  /** Only for `date_time`: seconds. */
  unix_time?: number;
  /** Only for `date_time`: `r`, or some of weekday, date and time, e.g. `wDt`. */
  date_time_format?: string;
}

export interface FormattedText {
  text: string;
  /** Sorted by offset, the outer before the inner; they nest and never overlap in part. */
  entities: TextEntity[];
}

/** Text shown as it is; what Telegram would refuse or strip is removed, and what it would make dangerous is code. */
export const plainText = (text: string): FormattedText => {
  const clean = cleanText(text);
  return trimFormatted({ text: clean, entities: withoutTraps(clean, []) });
};
