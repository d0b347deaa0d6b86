// The text of a call with its entities, under whatever names the method gives them.
import type { FormattedText } from '../message-text.ts';
import { type RequestParameters, readArray, readString } from '../parameters.ts';
import { type RefusalName, refuse } from '../refusals.ts';

/** What any text may be refused with. */
export const entityRefusals = [
  'parseModeUnsupported',
  'textNotUtf8',
  'entitiesMalformed',
  'entityTypeUnsupported',
  'entityOffset',
  'entityLength',
  'entityBeyondEnd',
  'entitySplitsSymbol',
  'entitiesTooMany',
  'entityNested',
  'linkInvalid',
] as const satisfies readonly RefusalName[];

/** Reads and checks a text; `check` sets its limits. */
export const readText = (
  request: RequestParameters,
  names: { text: string; entities: string },
  check: (text: string, entities: readonly unknown[]) => FormattedText,
): FormattedText => {
  if (readString(request, 'parse_mode')) refuse('parseModeUnsupported');
  return check(readString(request, names.text) ?? '', readArray(request, names.entities) ?? []);
};
