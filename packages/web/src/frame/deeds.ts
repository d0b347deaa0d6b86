// What somebody does to one thing of a list: shown at once, and taken back with a sentence beside it when it fails.
import { signal } from '@preact/signals';
import type { Ask } from '@steward/core/web-contract';
import { WorkFailed } from '../api/works.ts';
import { t } from '../texts/texts.ts';
import { faultText, type Resource } from './resource.ts';
import type { Steward } from './steward.ts';

export interface Deed {
  ask: Ask;
  /** Shows the list as it will be. */
  show?: () => void;
  /** What is said once it is done, and what takes it back; it is given the work's id. */
  said: string;
  undo?: (work: string) => void;
}

export interface Deeds {
  faultOf: (id: string | number) => string | undefined;
  /** One deed at a time on one thing: the next one would be on what is not there yet. */
  isBusy: (id: string | number) => boolean;
  /** Never throws. */
  run: (id: string | number, deed: Deed) => Promise<void>;
}

/** Kept as long as the list: who comes back to it still sees what is under way, and why something failed. */
const kept = new WeakMap<object, Deeds>();

export const deedsOn = <A>(steward: Steward, resource: Resource<A>, isListed: IsListed<A>): Deeds => {
  const deeds = kept.get(resource) ?? createDeeds(steward, resource, isListed);
  kept.set(resource, deeds);
  return deeds;
};

/** Whether the list has a place where it can be said what became of it. */
type IsListed<A> = (answer: A, id: string | number) => boolean;

const createDeeds = <A>(
  { works, toasts, bridge }: Steward,
  { data, load }: Resource<A>,
  isListed: IsListed<A>,
): Deeds => {
  const faults = signal<ReadonlyMap<string | number, string>>(new Map());
  const busy = signal<ReadonlySet<string | number>>(new Set());
  const begin = (id: string | number) => {
    busy.value = new Set([...busy.value, id]);
    faults.value = new Map([...faults.value].filter(([other]) => other !== id));
  };
  const end = async (id: string | number) => {
    busy.value = new Set([...busy.value].filter((other) => other !== id));
    // While another one is under way the list is not yet as it is shown.
    if (busy.value.size === 0) await load();
  };
  return {
    faultOf: (id) => faults.value.get(id),
    isBusy: (id) => busy.value.has(id),
    run: async (id, { ask, show, said, undo }) => {
      if (busy.value.has(id)) return;
      begin(id);
      show?.();
      try {
        const work = await works.run(ask);
        bridge?.haptic('success');
        await end(id);
        toasts.show({ text: said, ...(undo && { undo: () => undo(work) }) });
      } catch (error) {
        const text = error instanceof WorkFailed ? t('frame').works[error.why] : faultText(error);
        bridge?.haptic('error');
        await end(id);
        if (data.value !== undefined && isListed(data.value, id))
          faults.value = new Map([...faults.value, [id, text]]);
        else toasts.show({ text });
      }
    },
  };
};
