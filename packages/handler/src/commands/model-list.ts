// The models offered, as a list and as buttons: for /newsession and /model.
import type { CatalogueEntry } from '@steward/core';
import { type ButtonRows, callbackData } from '../telegram/buttons.ts';
import type { FormattedText } from '../telegram/format/formatted-text.ts';
import { bold, lines, say } from '../telegram/say.ts';

/** `1. name (2.7 GB): description`, marked when it is not installed. */
export const modelLines = (entries: CatalogueEntry[]): FormattedText =>
  lines(
    ...entries.map(({ name, size, description, installed }, index) => {
      const details = [size, description].filter((text) => text !== '').join(', ');
      return say`${index + 1}. ${bold(name)}${details ? ` · ${details}` : ''}${installed === false ? ' · ⚠️ not installed' : ''}`;
    }),
  );

/** One button a model that can be used; `action` gets the model's number as its last argument. */
export const modelButtons = (entries: CatalogueEntry[], action: string, ...args: number[]): ButtonRows =>
  entries.flatMap(({ name, installed }, index) =>
    installed === false ? [] : [[{ text: name, data: callbackData(action, ...args, index + 1) }]],
  );

/** By number as listed, or by name. */
export const pickModel = (entries: CatalogueEntry[], text: string): CatalogueEntry | undefined => {
  if (/^\d+$/.test(text)) return entries[Number(text) - 1];
  return entries.find(({ name }) => name === text || name === `${text}:latest`);
};

export const NO_MODELS =
  'No model is to be had: the model server cannot be reached or has none installed. /status tells more.';
