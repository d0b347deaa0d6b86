// Sentences of the bot as text and entities: say`Session ${bold(3)} is active.` Nothing is parsed, so nothing that a
// user wrote can change the formatting.
import type { FormattedText, TextEntity } from './format/formatted-text.ts';

type Piece = string | number | FormattedText;

const styled = (type: TextEntity['type'], text: string | number): FormattedText => {
  const shown = String(text);
  return { text: shown, entities: shown === '' ? [] : [{ type, offset: 0, length: shown.length }] };
};

export const bold = (text: string | number): FormattedText => styled('bold', text);
export const italic = (text: string | number): FormattedText => styled('italic', text);
export const code = (text: string | number): FormattedText => styled('code', text);

/** Joins pieces as they are. */
export const concat = (...pieces: Piece[]): FormattedText => {
  const result: FormattedText = { text: '', entities: [] };
  for (const piece of pieces) {
    const { text, entities } = typeof piece === 'object' ? piece : { text: String(piece), entities: [] };
    for (const entity of entities)
      result.entities.push({ ...entity, offset: entity.offset + result.text.length });
    result.text += text;
  }
  return result;
};

export const say = (strings: TemplateStringsArray, ...values: Piece[]): FormattedText =>
  concat(
    ...strings.flatMap((text, index) => (index < values.length ? [text, values[index] as Piece] : [text])),
  );

/** One piece a line; `undefined` lines are left out. */
export const lines = (...pieces: (Piece | undefined)[]): FormattedText =>
  concat(
    ...pieces
      .filter((piece) => piece !== undefined)
      .flatMap((piece, index) => (index === 0 ? [piece] : ['\n', piece])),
  );
