// /model default: the model of new conversations. Those that go on keep theirs.
import type { CatalogueEntry } from '@steward/core';
import { modelButtons, modelLines, NO_MODELS, pickModel, tagOf } from '../../chat/model-list.ts';
import { modelForNew } from '../../chat/new-model.ts';
import type { Services } from '../../context/services.ts';
import { type ButtonRows, callbackData } from '../../telegram/buttons.ts';
import type { FormattedText } from '../../telegram/format/formatted-text.ts';
import { code, lines, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';

type Dependencies = Pick<Services, 'catalogue' | 'clock' | 'profiles'>;

export const modelOfNew = async (
  services: Dependencies,
  context: CommandContext,
  wanted: string,
): Promise<void> => {
  if (/^(?:off|none|usual|reset)$/i.test(wanted)) return await keep(services, context, undefined);
  const entries = await services.catalogue.entries();
  if (entries.length === 0) return await context.reply(say`${NO_MODELS}`);
  if (wanted === '') return await offer(services, context, entries);
  const entry = pickModel(services.catalogue, entries, wanted);
  if (entry && entry.installed !== false) return await keep(services, context, entry);
  const what = entry ? say`${code(entry.name)} is not installed on the server` : say`There is no such model`;
  await context.reply(
    lines(say`${what}, so nothing was changed. These are offered:`, '', modelLines(entries)),
    modelButtons(entries, 'modelnew'),
  );
};

/** `modelnew:<model>`; `modelnew:usual` for none of one's own. */
export const modelOfNewTapped = (
  services: Dependencies,
  context: CommandContext,
  [wanted = '']: string[],
): Promise<void> => modelOfNew(services, context, wanted);

const offer = async (
  services: Dependencies,
  { profile, reply }: CommandContext,
  entries: CatalogueEntry[],
): Promise<void> => {
  const used = modelForNew(services, profile, entries)?.name ?? '';
  const usual = { text: 'The first one, as usual', data: callbackData('modelnew', 'usual') };
  await reply(
    lines(
      say`New conversations use ${code(used)}${whyUsed(services, profile?.defaultModel, used)}. Tap another one, or send ${code('/model default 2')}:`,
      '',
      modelLines(entries),
    ),
    [...modelButtons(entries, 'modelnew'), ...(profile?.defaultModel === undefined ? [] : [[usual]])],
  );
};

const whyUsed = ({ catalogue }: Dependencies, chosen: string | undefined, used: string): FormattedText => {
  if (chosen === undefined) return say`, the first one`;
  return catalogue.isSame(chosen, used)
    ? say`, as you chose`
    : say`: the one you chose, ${code(chosen)}, is not there any more`;
};

const keep = async (
  { clock, profiles }: Dependencies,
  { owner, reply }: CommandContext,
  entry: CatalogueEntry | undefined,
): Promise<void> => {
  await profiles.update(owner, { defaultModel: entry?.name ?? null, updatedAtMs: clock.now() });
  await reply(
    entry
      ? say`✅ New conversations use ${code(entry.name)} from now on. ${code('/model default usual')} ends that.`
      : say`✅ New conversations use the first model of the list that is there. ${code('/model default')} chooses another.`,
  );
};

/** Below a changed session, where new ones would have another model. */
export const useForNewToo = (
  services: Dependencies,
  { profile }: CommandContext,
  entries: CatalogueEntry[],
  { name }: CatalogueEntry,
): ButtonRows =>
  modelForNew(services, profile, entries)?.name === name
    ? []
    : [[{ text: 'Use it for new conversations too', data: callbackData('modelnew', tagOf(name)) }]];
