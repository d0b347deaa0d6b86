// What a screen shows of a GET: kept between visits, read anew when the screen or the window is seen again.
import { type Signal, signal } from '@preact/signals';
import type { AnswerOf, Nothing, QueryOf, Route } from '@steward/core/web-contract';
import { useEffect } from 'preact/hooks';
import { type Call, CallError } from '../api/call.ts';
import { t } from '../texts/texts.ts';

export interface Resource<A> {
  data: Signal<A | undefined>;
  /** Why there is no data. What is shown already stays when a later read fails. */
  fault: Signal<string | undefined>;
  load: () => Promise<void>;
  /** Changed by hand: a read that is still on its way does not replace it. */
  set: (data: A) => void;
}

/** The routes that take nothing. */
type Listing = { [R in Route]: QueryOf<R> extends Nothing ? R : never }[Route];

export const faultText = (error: unknown): string => {
  const fault = error instanceof CallError ? error.fault : undefined;
  return fault?.why ? t('integrations').faults[fault.why] : t('frame').faults[fault?.error ?? 'failed'];
};

const kept = new WeakMap<Call, Map<string, Resource<unknown>>>();

const createResource = <R extends Listing>(call: Call, route: R): Resource<AnswerOf<R>> => {
  const data = signal<AnswerOf<R> | undefined>(undefined);
  const fault = signal<string | undefined>(undefined);
  let newest = 0;
  const load = async () => {
    const mine = ++newest;
    try {
      const answer = await (call as (route: R) => Promise<AnswerOf<R>>)(route);
      // A slow answer does not replace a newer one.
      if (mine !== newest) return;
      data.value = answer;
      fault.value = undefined;
    } catch (error) {
      if (mine === newest) fault.value = faultText(error);
    }
  };
  const set = (answer: AnswerOf<R>) => {
    newest++;
    data.value = answer;
  };
  return { data, fault, load, set };
};

export const resourceOf = <R extends Listing>(call: Call, route: R): Resource<AnswerOf<R>> => {
  const resources = kept.get(call) ?? new Map<string, Resource<unknown>>();
  kept.set(call, resources);
  const resource = resources.get(route) ?? (createResource(call, route) as Resource<unknown>);
  resources.set(route, resource);
  return resource as Resource<AnswerOf<R>>;
};

export const useResource = <R extends Listing>(call: Call, route: R): Resource<AnswerOf<R>> => {
  const resource = resourceOf(call, route);
  useEffect(() => {
    const whenSeen = () => {
      if (document.visibilityState === 'visible') void resource.load();
    };
    whenSeen();
    document.addEventListener('visibilitychange', whenSeen);
    // Beside the chat it is seen all the time.
    window.addEventListener('focus', whenSeen);
    return () => {
      document.removeEventListener('visibilitychange', whenSeen);
      window.removeEventListener('focus', whenSeen);
    };
  }, [resource]);
  return resource;
};
