// What deeds need of the app, by a script: works that end as told, and a list that is read again after each.
import { signal } from '@preact/signals';
import type { Ask } from '@steward/core/web-contract';
import { WorkFailed } from '../api/works.ts';
import { createToasts } from '../components/toast.tsx';
import type { Resource } from '../frame/resource.ts';
import type { Steward } from '../frame/steward.ts';

export const scriptDeeds = <A>(first: A, outcomes: (WorkFailed['why'] | undefined)[] = []) => {
  const asked: Ask[] = [];
  const data = signal<A | undefined>(first);
  let reads = 0;
  const resource: Resource<A> = {
    data,
    fault: signal(undefined),
    load: async () => {
      reads++;
    },
    set: (given) => {
      data.value = given;
    },
  };
  const toasts = createToasts();
  const works = {
    run: async (ask: Ask) => {
      asked.push(ask);
      const why = outcomes.shift();
      if (why) throw new WorkFailed(why);
      return `w${asked.length}`;
    },
  };
  const steward = { works, toasts } as unknown as Steward;
  return { steward, resource, asked, data, said: () => toasts.now.value, reads: () => reads };
};
