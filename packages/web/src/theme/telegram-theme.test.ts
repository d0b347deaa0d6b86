import { array, assert, boolean, constantFrom, integer, oneof, property, record, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLACK, contrast, formatColour, mix, parseColour, readable, WHITE } from './colour.ts';
import { applyPalette, paletteOf } from './telegram-theme.ts';

const THEMES: Record<string, Record<string, string>> = {
  'desktop, dark': {
    bg_color: '#17212b',
    secondary_bg_color: '#232e3c',
    section_bg_color: '#17212b',
    text_color: '#f5f5f5',
    hint_color: '#708499',
    button_color: '#5288c1',
    button_text_color: '#ffffff',
  },
  'Android, light': {
    bg_color: '#ffffff',
    secondary_bg_color: '#f0f0f0',
    text_color: '#222222',
    hint_color: '#a8a8a8',
    button_color: '#50a8eb',
    button_text_color: '#ffffff',
  },
};

const expectReadable = (theme: Record<string, unknown>, isDark = false) => {
  const palette = paletteOf(theme, isDark);
  for (const ground of [palette.page, palette.card])
    for (const name of ['text', 'hint', 'accent', 'danger'] as const)
      expect(contrast(palette[name], ground), `${name} of ${JSON.stringify(theme)}`).toBeGreaterThanOrEqual(
        4.5,
      );
  expect(contrast(palette.onAccent, palette.accent)).toBeGreaterThanOrEqual(4.5);
};

describe("Telegram's theme", () => {
  it.each(Object.entries(THEMES))('of %s is repaired', (_, theme) => expectReadable(theme));

  it('is readable whatever it holds', () => {
    const hex = integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
    const value = oneof(
      { weight: 6, arbitrary: hex },
      string(),
      constantFrom('#fff', '#000', undefined, null, 7),
    );
    const names = [
      'bg_color',
      'secondary_bg_color',
      'section_bg_color',
      'text_color',
      'hint_color',
      'subtitle_text_color',
      'link_color',
      'accent_text_color',
      'button_color',
      'button_text_color',
      'destructive_text_color',
    ];
    const theme = record(Object.fromEntries(names.map((name) => [name, value])), { requiredKeys: [] });
    assert(property(theme, boolean(), (parameters, isDark) => expectReadable(parameters, isDark)));
  });

  it('keeps a colour that can be read as it is', () => {
    expect(paletteOf({ ...THEMES['desktop, dark'] }).text).toEqual([245, 245, 245]);
    expect(paletteOf({ bg_color: '#fff', secondary_bg_color: '#fff', hint_color: '#555' }).hint).toEqual([
      85, 85, 85,
    ]);
  });

  it('is set as variables of the page', () => {
    const set = new Map<string, string>();
    const root = { style: { setProperty: (name: string, value: string) => set.set(name, value) } };
    applyPalette(paletteOf({ bg_color: '#17212b' }), root as unknown as HTMLElement);
    expect(set.get('--page')).toBe('#17212b');
    expect(set.get('color-scheme')).toBe('dark');
    expect([...set.keys()]).toHaveLength(9);
  });
});

describe('a colour', () => {
  it('ends in pure black or white where nothing less is enough', () => {
    expect(readable([117, 117, 117], [[118, 118, 118]])).toEqual(BLACK);
    expect(readable([40, 40, 40], [[30, 30, 30]], 21)).toEqual(WHITE);
  });

  it('is read from both forms, and from nothing else', () => {
    expect(parseColour('#28c')).toEqual([34, 136, 204]);
    expect(parseColour('#2481cc')).toEqual([36, 129, 204]);
    for (const wrong of ['2481cc', '#2481c', 'red', '', undefined, 5])
      expect(parseColour(wrong)).toBeUndefined();
    const part = integer({ min: 0, max: 255 });
    assert(
      property(array(part, { minLength: 3, maxLength: 3 }), ([r = 0, g = 0, b = 0]) => {
        expect(parseColour(formatColour([r, g, b]))).toEqual([r, g, b]);
      }),
    );
    expect(mix(BLACK, WHITE, 0.5)).toEqual([128, 128, 128]);
  });
});
