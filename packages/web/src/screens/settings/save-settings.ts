// Each change saves itself: shown at once, taken back with a sentence beside its field when it was refused.
import { type Signal, signal } from '@preact/signals';
import type { Settings, SettingsAnswer } from '@steward/core/web-contract';
import { type Call, CallError } from '../../api/call.ts';
import { faultText, type Resource } from '../../frame/resource.ts';
import { t } from '../../texts/texts.ts';

type Key = keyof Settings;
export type Faults = Partial<Record<Key, string>>;

export interface SaveSettings {
  faults: Signal<Faults>;
  /** Never throws. */
  save: (set: Partial<Settings>) => Promise<void>;
}

export interface Saved {
  set: Partial<Settings>;
  /** Takes it back; absent: nothing does, or this was taking back. */
  undo?: () => void;
  isUndone: boolean;
}

export interface SaveOptions {
  call: Call;
  resource: Resource<SettingsAnswer>;
  onSaved: (saved: Saved) => void;
  onRefused: () => void;
  /** Whether something is not saved yet. */
  onPending: (isPending: boolean) => void;
}

const reasonFor = (key: Key, error: unknown): string => {
  const isValue = error instanceof CallError && error.fault.error === 'bad-value';
  return (isValue && t('settings').cannotBe[key]) || faultText(error);
};

/** The same for the same value, in whatever order its fields stand. */
export const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, part) =>
    part?.constructor === Object ? Object.fromEntries(Object.entries(part).sort()) : part,
  );

const isSame = (a: Partial<Settings>, b: Partial<Settings>, keys: Key[]): boolean =>
  keys.every((key) => textOf(a[key]) === textOf(b[key]));

const pick = (from: Partial<Settings>, keys: Key[]): Partial<Settings> =>
  Object.fromEntries(keys.map((key) => [key, from[key]]));

export const createSaveSettings = ({ call, resource, ...tell }: SaveOptions): SaveSettings => {
  const faults = signal<Faults>({});
  let queue: Promise<unknown> = Promise.resolve();
  let pending = 0;

  const show = (settings: Partial<Settings>) => {
    const shown = resource.data.value;
    if (shown) resource.set({ ...shown, settings: { ...shown.settings, ...settings } });
  };

  const refuse = (keys: Key[], set: Partial<Settings>, seen: Partial<Settings>, error: unknown) => {
    const shown = resource.data.value;
    const now = error instanceof CallError ? (error.fault.now as SettingsAnswer | undefined) : undefined;
    if (now) resource.set(now);
    // What was chosen since then stays: its own answer is still to come.
    else if (shown && isSame(shown.settings, set, keys)) show(seen);
    faults.value = {
      ...faults.value,
      ...Object.fromEntries(keys.map((key) => [key, reasonFor(key, error)])),
    };
    tell.onRefused();
  };

  const send = async (set: Partial<Settings>, seen: Partial<Settings>, isUndone: boolean) => {
    const keys = Object.keys(set) as Key[];
    try {
      const answer = await call('PATCH /api/settings', { set, seen }).catch((error: unknown) => {
        // An answer that was lost and a second attempt: it is what was asked for already.
        const now = error instanceof CallError ? (error.fault.now as SettingsAnswer | undefined) : undefined;
        if (now && isSame(now.settings, set, keys)) return now;
        throw error;
      });
      if (pending === 1) resource.set(answer);
      // Nobody can go back to a zone that is not known.
      const canUndo = !isUndone && !(keys.includes('zone') && seen.zone === null);
      tell.onSaved({ set, isUndone, ...(canUndo ? { undo: () => void change(seen, true) } : {}) });
    } catch (error) {
      refuse(keys, set, seen, error);
    }
  };

  const change = (set: Partial<Settings>, isUndone: boolean): Promise<void> => {
    const keys = Object.keys(set) as Key[];
    const shown = resource.data.value?.settings;
    if (!shown || isSame(shown, set, keys)) return Promise.resolve();
    const seen = pick(shown, keys);
    show(set);
    faults.value = { ...faults.value, ...Object.fromEntries(keys.map((key) => [key, undefined])) };
    pending++;
    tell.onPending(true);
    // One after the other: what the second has seen is what the first has saved.
    const sent = queue.then(() => send(set, seen, isUndone)).finally(() => tell.onPending(--pending > 0));
    queue = sent;
    return sent;
  };
  return { faults, save: (set) => change(set, false) };
};
