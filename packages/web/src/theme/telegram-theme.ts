// Telegram's theme as variables of ours. Many of its themes cannot be read by everybody: each colour is repaired.
import {
  BLACK,
  type Colour,
  formatColour,
  luminance,
  mix,
  parseColour,
  readable,
  WHITE,
  worstContrast,
} from './colour.ts';

export interface Palette {
  isDark: boolean;
  page: Colour;
  card: Colour;
  text: Colour;
  hint: Colour;
  accent: Colour;
  onAccent: Colour;
  danger: Colour;
  line: Colour;
}

/** The ratio of text, WCAG 2.2 AA. */
const AA = 4.5;

/** Whatever the parameters hold, every text of the palette reaches AA on what it stands on. */
export const paletteOf = (parameters: Record<string, unknown>, isDarkByDefault = false): Palette => {
  const given = (...names: string[]): Colour | undefined =>
    names.map((name) => parseColour(parameters[name])).find((colour) => colour !== undefined);
  const usual: [page: Colour, card: Colour] = isDarkByDefault
    ? [
        [15, 15, 17],
        [28, 28, 30],
      ]
    : [[239, 239, 244], WHITE];
  const page = given('secondary_bg_color', 'bg_color') ?? usual[0];
  const wished = given('section_bg_color', 'bg_color') ?? usual[1];
  // Between a light page and dark cards, or the reverse, no colour is read on both.
  const together = [BLACK, WHITE].some((pole) => worstContrast(pole, [page, wished]) >= AA);
  const card = together ? wished : page;
  const grounds = [page, card];
  const isDark = luminance(page) < 0.18;
  const text = readable(given('text_color') ?? (isDark ? WHITE : BLACK), grounds, 7);
  const accent = readable(
    given('accent_text_color', 'button_color', 'link_color') ?? [36, 129, 204],
    grounds,
  );
  return {
    isDark,
    page,
    card,
    text,
    hint: readable(given('subtitle_text_color', 'hint_color') ?? mix(text, page, 0.45), grounds),
    accent,
    onAccent: readable(given('button_text_color') ?? WHITE, [accent]),
    danger: readable(given('destructive_text_color') ?? [229, 57, 53], grounds),
    line: given('section_separator_color') ?? mix(card, text, 0.12),
  };
};

/** Through the CSSOM: a `style` attribute would be against the policy of the page. */
export const applyPalette = (palette: Palette, root: HTMLElement): void => {
  for (const name of ['page', 'card', 'text', 'hint', 'accent', 'danger', 'line'] as const)
    root.style.setProperty(`--${name}`, formatColour(palette[name]));
  root.style.setProperty('--on-accent', formatColour(palette.onAccent));
  root.style.setProperty('color-scheme', palette.isDark ? 'dark' : 'light');
};
