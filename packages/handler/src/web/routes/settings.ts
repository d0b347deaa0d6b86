// A person's settings, read and changed.
import { isDeepStrictEqual } from 'node:util';
import { workingHoursOf } from '@steward/core';
import type { ModelChoice, Settings, SettingsAnswer } from '@steward/core/web-contract';
import type { RouteEntry } from '../route-entry.ts';
import { WebError } from '../web-error.ts';
import { applySettings, type Changed } from './apply-settings.ts';
import { settingsPatch } from './judge-settings.ts';
import type { RouteDependencies } from './route-dependencies.ts';
import { type Stored, settingsOf } from './settings-view.ts';

export const getSettings = (deps: RouteDependencies): RouteEntry<'GET /api/settings'> => ({
  handle: async ({ owner }) => await answerOf(deps, owner),
});

/** Whoever changes one of them all the time loses against nobody for long. */
const TRIES = 5;

export const patchSettings = (deps: RouteDependencies): RouteEntry<'PATCH /api/settings'> => ({
  body: settingsPatch,
  async handle({ owner }, { body: { set: given, seen } }) {
    const set = asKept(given);
    if (set.model) await needOffered(deps, set.model);
    for (let tries = 0; tries < TRIES; tries += 1) {
      const stored = await readStored(deps, owner);
      const changed = changedBy(settingsOf(stored), set, seen);
      if (changed === 'quicker') break;
      if (await applySettings(deps, { owner, stored, set, changed, seen }))
        return await answerOf(deps, owner);
    }
    throw new WebError('changed-meanwhile', { now: await answerOf(deps, owner) });
  },
});

const asKept = (set: Partial<Settings>): Partial<Settings> => {
  const { workingHours } = set;
  const kept = workingHours && workingHoursOf(workingHours);
  return kept ? { ...set, workingHours: kept } : set;
};

/** What is as it is wanted already is no conflict: the same request may come twice. */
const changedBy = (now: Settings, set: Partial<Settings>, seen: Partial<Settings>): Changed | 'quicker' => {
  const names = Object.keys(set) as (keyof Settings)[];
  const others = names.filter((name) => !isDeepStrictEqual(now[name], set[name]));
  if (!others.every((name) => isDeepStrictEqual(now[name], seen[name]))) return 'quicker';
  return Object.fromEntries(others.map((name) => [name, set[name]])) as Changed;
};

const readStored = async (
  { profiles, briefings }: Pick<RouteDependencies, 'profiles' | 'briefings'>,
  owner: number,
): Promise<Stored> => {
  const [profile, briefing] = await Promise.all([profiles.get(owner), briefings.get(owner)]);
  return { profile, briefing };
};

const answerOf = async (deps: RouteDependencies, owner: number): Promise<SettingsAnswer> => {
  const [stored, models] = await Promise.all([readStored(deps, owner), modelsOf(deps)]);
  return { settings: settingsOf(stored), models, usualStreaming: deps.config.streaming };
};

/** As they were last seen; before that, as they are configured. */
const modelsOf = async ({ seenModels, config }: RouteDependencies): Promise<ModelChoice[]> => {
  const seen = await seenModels.read();
  if (seen && seen.models.length > 0) return [...seen.models];
  return config.models.map(({ name, description, size }) => ({ name, description, size }));
};

const needOffered = async (deps: RouteDependencies, model: string): Promise<void> => {
  const models = await modelsOf(deps);
  if (!models.some(({ name }) => name === model)) throw new WebError('bad-value', { field: 'set.model' });
};
