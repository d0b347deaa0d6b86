// Changed settings into what is stored, all or none of them: what cannot be done to the end is taken back.
import type { Profile, ProfileChanges } from '@steward/core';
import type { Settings } from '@steward/core/web-contract';
import type { IsMeant } from '../../features/reminders/briefing/keep-daily.ts';
import { queueWork } from './queue-work.ts';
import type { RouteDependencies } from './route-dependencies.ts';
import { profileChangesOf, type Stored, settingsOf } from './settings-view.ts';

/** Of the settings that are wanted, those that are not as they are wanted. */
export type Changed = Partial<Settings>;

export interface Wanted {
  owner: number;
  stored: Stored;
  set: Partial<Settings>;
  changed: Changed;
  seen: Partial<Settings>;
}

type Undo = () => Promise<unknown>;

/** False where somebody was quicker: then nothing is changed. */
export const applySettings = async (deps: RouteDependencies, wanted: Wanted): Promise<boolean> => {
  const undos: Undo[] = [];
  try {
    const isDone = (await changeProfile(deps, wanted, undos)) && (await changeBriefing(deps, wanted, undos));
    if (!isDone) await takeBack(undos);
    else await carryOut(deps, wanted);
    return isDone;
  } catch (error) {
    await takeBack(undos);
    throw error;
  }
};

/** Best effort: who is told that it failed sees how it is then. */
const takeBack = async (undos: readonly Undo[]): Promise<void> => {
  for (const undo of undos.toReversed()) await undo().catch(() => {});
};

const changeProfile = async (
  { settings, clock }: RouteDependencies,
  { owner, stored: { profile }, changed }: Wanted,
  undos: Undo[],
): Promise<boolean> => {
  const updatedAtMs = clock.now();
  const changes = profileChangesOf(changed, updatedAtMs);
  if (Object.keys(changes).length === 0) return true;
  if (!(await settings.change(owner, profile, { ...changes, updatedAtMs }))) return false;
  const then = afterwards(profile, changes);
  undos.push(() => settings.change(owner, then, { ...before(profile, changes), updatedAtMs }));
  return true;
};

const afterwards = (profile: Profile | undefined, changes: ProfileChanges): Profile =>
  Object.fromEntries(
    Object.entries({ ...profile, ...changes }).filter(([, value]) => value !== null),
  ) as unknown as Profile;

const before = (profile: Profile | undefined, changes: ProfileChanges): ProfileChanges =>
  Object.fromEntries(Object.keys(changes).map((name) => [name, profile?.[name as keyof Profile] ?? null]));

const changeBriefing = async (
  { briefings, clock }: RouteDependencies,
  { owner, stored, set, changed }: Wanted,
  undos: Undo[],
): Promise<boolean> => {
  const { briefing: time } = changed;
  if (time === undefined) return true;
  // Loaded by who needs it: the words of time weigh more than all else here.
  const { removeDaily, setDaily } = await import('../../features/reminders/briefing/keep-daily.ts');
  const was = settingsOf(stored);
  const zone = set.zone ?? was.zone ?? undefined;
  const change = async (from: string | null, to: string | null): Promise<boolean> => {
    const isMeant: IsMeant = (read) => (read?.time ?? null) === from;
    if (to === null) return await removeDaily(briefings, owner, isMeant);
    const wanted = { time: to, authorId: owner };
    return (await setDaily(briefings, { owner, atMs: clock.now() }, zone, wanted, isMeant)) !== undefined;
  };
  if (!(await change(was.briefing, time))) return false;
  undos.push(() => change(time, was.briefing));
  return true;
};

/** What follows from a setting, also from one that a request before set and did not come to the end. */
const carryOut = async (deps: RouteDependencies, { owner, stored, set, seen }: Wanted): Promise<void> => {
  const zone = set.zone ?? stored.profile?.zone?.name;
  if (set.suggestions !== undefined) {
    const { keepSuggestions } = await import('../../features/reminders/suggestions/keep-suggestions.ts');
    await keepSuggestions(deps.extras, { owner, atMs: deps.clock.now() }, zone, set.suggestions);
  }
  const { zone: before = null } = seen;
  if (set.zone && set.zone !== before) await queueWork(deps, owner, { do: 'zone', before, zone: set.zone });
};
