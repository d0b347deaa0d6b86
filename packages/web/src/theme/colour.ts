// Colours as numbers, and how well one can be read on another (WCAG 2.2).
export type Colour = readonly [red: number, green: number, blue: number];

export const BLACK: Colour = [0, 0, 0];
export const WHITE: Colour = [255, 255, 255];

/** `#2481cc` or `#28c`; undefined: no colour. */
export const parseColour = (text: unknown): Colour | undefined => {
  if (typeof text !== 'string') return undefined;
  const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(text);
  const long = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(text);
  const parts = short?.slice(1).map((digit) => digit + digit) ?? long?.slice(1);
  if (!parts) return undefined;
  const [red = 0, green = 0, blue = 0] = parts.map((part) => Number.parseInt(part, 16));
  return [red, green, blue];
};

export const formatColour = (colour: Colour): string =>
  `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`;

/** `share` of the second one, 0 to 1. */
export const mix = ([r1, g1, b1]: Colour, [r2, g2, b2]: Colour, share: number): Colour => {
  const part = (a: number, b: number) => Math.round(a + (b - a) * share);
  return [part(r1, r2), part(g1, g2), part(b1, b2)];
};

const linear = (part: number): number => {
  const value = part / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
};

export const luminance = ([red, green, blue]: Colour): number =>
  0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);

export const contrast = (a: Colour, b: Colour): number => {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
};

export const worstContrast = (colour: Colour, grounds: readonly Colour[]): number =>
  Math.min(...grounds.map((ground) => contrast(colour, ground)));

/** The colour, mixed towards black or white just as far as it takes to be read on every one of the grounds. */
export const readable = (colour: Colour, grounds: readonly Colour[], ratio = 4.5): Colour => {
  const pole = worstContrast(BLACK, grounds) >= worstContrast(WHITE, grounds) ? BLACK : WHITE;
  for (let step = 0; step < 20; step++) {
    const mixed = mix(colour, pole, step / 20);
    if (worstContrast(mixed, grounds) >= ratio) return mixed;
  }
  return pole;
};
