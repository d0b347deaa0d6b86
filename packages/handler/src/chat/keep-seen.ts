// Writes down what was seen of the models. Loaded behind an answer, when there is something to write.
import type { CatalogueEntry, SeenModel, SeenState } from '@steward/core';
import type { Kept, WatchDependencies } from './watch-models.ts';

/** More is offered by nobody, and the item stays small. */
const MOST_MODELS = 40;

/** `isFresh`: the state is known, and only another list would be news. Returns what lies there then. */
export const keepSeen = async (
  { catalogue, clock, isFresh, log, seenModels }: WatchDependencies & { isFresh: boolean },
  state: SeenState,
  kept: Kept | undefined,
): Promise<Kept | undefined> => {
  try {
    const models = state === 'ready' ? await listed(catalogue) : undefined;
    const text = models ? JSON.stringify(models) : kept?.models;
    if (isFresh && text === kept?.models) return kept;
    const atMs = clock.now();
    await seenModels.write({ state, seenAtMs: atMs, ...(models && { models }) });
    return { state, atMs, ...(text !== undefined && { models: text }) };
  } catch (error) {
    log.warn('What was seen of the models could not be kept', {
      action: 'keep-seen',
      error: (error as Error).name,
    });
    return kept;
  }
};

/** Undefined where the server does not tell it just now: what was known of it stays. */
const listed = async (catalogue: WatchDependencies['catalogue']): Promise<SeenModel[] | undefined> => {
  const entries = (await catalogue.entries()).slice(0, MOST_MODELS);
  if (entries.length > 0 && entries.every(({ installed }) => installed === undefined)) return undefined;
  return await Promise.all(entries.map((entry) => seenModel(catalogue, entry)));
};

const seenModel = async (
  catalogue: WatchDependencies['catalogue'],
  { name, description, size, installed }: CatalogueEntry,
): Promise<SeenModel> => {
  const canThink = installed ? await catalogue.can(name, 'thinking') : undefined;
  return {
    ...{ name, description, size },
    ...(installed !== undefined && { isInstalled: installed }),
    ...(canThink !== undefined && { canThink }),
  };
};
