import type { FormattedText } from './formatted-text.ts';
export const splitFormatted = (f: FormattedText): FormattedText[] =>
  f.text.length <= 4096
    ? [f]
    : [
        { text: f.text.slice(0, 4096), entities: [] },
        ...splitFormatted({ text: f.text.slice(4096), entities: [] }),
      ];
