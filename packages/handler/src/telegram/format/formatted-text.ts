// Text as the Bot API takes it: UTF-16 text and entities, nothing to parse.

export interface TextEntity {
  type:
    | 'bold'
    | 'italic'
    | 'strikethrough'
    | 'code'
    | 'pre'
    | 'text_link'
    | 'blockquote'
    | 'expandable_blockquote'
    | 'underline'
    | 'spoiler';
  /** In UTF-16 units, like `length`. */
  offset: number;
  length: number;
  url?: string;
  language?: string;
}

export interface FormattedText {
  text: string;
  entities: TextEntity[];
}

export const plainText = (text: string): FormattedText => ({ text, entities: [] });
