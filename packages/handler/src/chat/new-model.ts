// The model of a new conversation: the one chosen for them, as long as it can be used, else the first one that can.
import type { CatalogueEntry, Profile } from '@steward/core';
import type { Services } from '../context/services.ts';
import type { FormattedText } from '../telegram/format/formatted-text.ts';
import { code, say } from '../telegram/say.ts';

type Owner = Pick<Profile, 'defaultModel'> | undefined;

export const modelForNew = (
  services: Pick<Services, 'catalogue'>,
  owner: Owner,
  entries: CatalogueEntry[],
): CatalogueEntry | undefined =>
  chosenForNew(services, owner, entries) ?? entries.find(isUsable) ?? entries[0];

/** Undefined: none was chosen, or it is not there any more. */
export const chosenForNew = (
  { catalogue }: Pick<Services, 'catalogue'>,
  owner: Owner,
  entries: CatalogueEntry[],
): CatalogueEntry | undefined => {
  const chosen = owner?.defaultModel;
  if (chosen === undefined) return undefined;
  return entries.find((entry) => isUsable(entry) && catalogue.isSame(entry.name, chosen));
};

const isUsable = ({ installed }: CatalogueEntry): boolean => installed !== false;

/** Said with a new conversation that another model had to take; begins with a blank. */
export const chosenIsGone = (
  { catalogue }: Pick<Services, 'catalogue'>,
  owner: Owner,
  modelName: string,
): FormattedText => {
  const chosen = owner?.defaultModel;
  return chosen === undefined || catalogue.isSame(chosen, modelName)
    ? say``
    : say` Your model for new conversations, ${code(chosen)}, is not there any more: ${code('/model default')} chooses another.`;
};
