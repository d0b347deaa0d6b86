// The models offered, as a list and as buttons: for /newsession and /model.
import { createHash } from 'node:crypto';
import type { CatalogueEntry, ModelCatalogue } from '@steward/core';
import { type ButtonRows, callbackData } from '../telegram/buttons.ts';
import type { FormattedText } from '../telegram/format/formatted-text.ts';
import { bold, lines, say } from '../telegram/say.ts';

/** `1. name · 2.7 GB, description`, marked when it is not installed. */
export const modelLines = (entries: CatalogueEntry[]): FormattedText =>
  lines(
    ...entries.map(({ name, size, description, installed }, index) => {
      const details = [size, description].filter((text) => text !== '').join(', ');
      return say`${index + 1}. ${bold(name)}${details ? ` · ${details}` : ''}${installed === false ? ' · ⚠️ not installed' : ''}`;
    }),
  );

/** One button a model that can be used; `action` gets what names the model as its last argument. */
export const modelButtons = (entries: CatalogueEntry[], action: string, ...args: number[]): ButtonRows =>
  entries
    .filter(({ installed }) => installed !== false)
    .map(({ name }) => [{ text: name, data: callbackData(action, ...args, tagOf(name)) }]);

/** By number as listed, by name, by the only name that begins so, or by what a button carries. */
export const pickModel = (
  { isSame }: Pick<ModelCatalogue, 'isSame'>,
  entries: CatalogueEntry[],
  text: string,
): CatalogueEntry | undefined => {
  if (/^\d+$/.test(text)) return entries[Number(text) - 1];
  const wanted = text.toLowerCase();
  const exact = entries.find(({ name }) => tagOf(name) === text || isSame(name.toLowerCase(), wanted));
  const alike = entries.filter(({ name }) => name.toLowerCase().startsWith(wanted));
  return exact ?? (alike.length === 1 ? alike[0] : undefined);
};

/** Names a model in a button: positions in the list change, and its name may be longer than a button's 64 bytes. */
export const tagOf = (name: string): string =>
  `~${createHash('sha256').update(name).digest('base64url').slice(0, 12)}`;

export const NO_MODELS =
  'There is no model to choose: the model server cannot be reached or has none that can chat. /status tells more.';
