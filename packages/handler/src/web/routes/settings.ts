// A person's settings, read and changed.
import { isDeepStrictEqual } from 'node:util';
import { type SeenModels, workingHoursOf } from '@steward/core';
import type { ModelChoice, Settings, SettingsAnswer } from '@steward/core/web-contract';
import type { RouteEntry } from '../route-entry.ts';
import { WebError } from '../web-error.ts';
import { applySettings, type Changed } from './apply-settings.ts';
import { settingsPatch } from './judge-settings.ts';
import type { RouteDependencies } from './route-dependencies.ts';
import { readSeen } from './seen-models.ts';
import { type Stored, settingsOf } from './settings-view.ts';

export const getSettings = (deps: RouteDependencies): RouteEntry<'GET /api/settings'> => ({
  async handle({ owner, profile }) {
    const [seen, briefing] = await Promise.all([readSeen(deps, owner), deps.briefings.get(owner)]);
    return answerOf(deps, { profile, briefing }, seen);
  },
});

/** Whoever changes one of them all the time loses against nobody for long. */
const TRIES = 5;

export const patchSettings = (deps: RouteDependencies): RouteEntry<'PATCH /api/settings'> => ({
  body: settingsPatch,
  async handle({ owner }, { body: { set: given, seen } }) {
    const set = asKept(given);
    const seenModels = await deps.seenModels.read();
    const isOffered = modelsOf(deps, seenModels).some(({ name }) => name === set.model);
    if (set.model && !isOffered) throw new WebError('bad-value', { field: 'set.model' });
    for (let tries = 0; tries < TRIES; tries += 1) {
      const stored = await readStored(deps, owner);
      const changed = changedBy(settingsOf(stored), set, seen);
      if (changed === 'quicker') break;
      if (await applySettings(deps, { owner, stored, set, changed, seen }))
        return answerOf(deps, await readStored(deps, owner), seenModels);
    }
    throw new WebError('changed-meanwhile', {
      now: answerOf(deps, await readStored(deps, owner), seenModels),
    });
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

const answerOf = (deps: RouteDependencies, stored: Stored, seen: SeenModels | undefined): SettingsAnswer => ({
  settings: settingsOf(stored),
  models: modelsOf(deps, seen),
  usualStreaming: deps.config.streaming,
});

/** As they were last seen; before that, as they are configured. */
const modelsOf = ({ config }: RouteDependencies, seen: SeenModels | undefined): ModelChoice[] => {
  if (seen && seen.models.length > 0) return [...seen.models];
  return config.models.map(({ name, description, size }) => ({ name, description, size }));
};
