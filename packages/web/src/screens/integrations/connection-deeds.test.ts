import { signal } from '@preact/signals';
import type { AnswerOf, Integrations, IntegrationView, Route } from '@steward/core/web-contract';
import { describe, expect, it } from 'vitest';
import { type Call, CallError } from '../../api/call.ts';
import { createToasts } from '../../components/toast.tsx';
import type { Resource } from '../../frame/resource.ts';
import { fullData } from '../../testing/fake-data.ts';
import { FakeFault } from '../../testing/fake-fault.ts';
import { createIntegrationHandlers } from '../../testing/fake-integrations.ts';
import { createConnectionDeeds } from './connection-deeds.ts';

/** The screen over the API in memory; `wait` holds its answers back. */
const start = () => {
  const data = fullData(0);
  const handlers = createIntegrationHandlers(data) as Record<string, (request: unknown) => unknown>;
  const shown = signal<Integrations | undefined>(data.integrations);
  const asked: unknown[] = [];
  let gate = Promise.resolve();
  const call = (async (route: Route, body?: unknown) => {
    asked.push(body);
    await gate;
    try {
      return handlers[route]?.({ body });
    } catch (error) {
      throw error instanceof FakeFault ? new CallError(error.fault) : error;
    }
  }) as unknown as Call;
  const resource: Resource<Integrations> = {
    data: shown,
    fault: signal(undefined),
    load: async () => {
      shown.value = (await call('GET /api/integrations')) as AnswerOf<'GET /api/integrations'>;
    },
    set: (answer) => {
      shown.value = answer;
    },
  };
  const toasts = createToasts();
  const guards: boolean[] = [];
  const kept: IntegrationView[] = [];
  const steward = { call, toasts, guardLeaving: (isGuarded: boolean) => guards.push(isGuarded) };
  const deeds = createConnectionDeeds(steward, resource, (one) => kept.push(one));
  const one = (id: string) => {
    const found = shown.value?.integrations.find((other) => other.id === id);
    if (!found) throw new Error(`There is no ${id}.`);
    return found;
  };
  const busyOf = (id: string) =>
    one(id)
      .calendars.filter(({ isBusy }) => isBusy)
      .map((each) => each.id);
  return {
    ...{ data, shown, asked, toasts, guards, kept, deeds, one, busyOf },
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return resolve;
    },
  };
};

describe('what is connected', () => {
  it('shows a choice at once, and takes it back', async () => {
    const { deeds, busyOf, toasts, guards } = start();
    const sent = deeds.choose({ id: 'g1', busy: ['primary', 'family'] });
    expect(busyOf('g1')).toEqual(['primary', 'family']);
    expect(guards).toEqual([true]);
    await sent;
    expect([toasts.now.value?.text, guards.at(-1)]).toEqual(['Saved', false]);
    toasts.now.value?.undo?.();
    await expect.poll(() => toasts.now.value?.text).toBe('Undone');
    expect(busyOf('g1')).toEqual(['primary']);
  });

  it('keeps a second choice that was made before the first was answered', async () => {
    const { deeds, busyOf, hold, asked } = start();
    const goOn = hold();
    const sent = [deeds.choose({ id: 'g1', busy: [] }), deeds.choose({ id: 'g1', busy: ['family'] })];
    goOn();
    await sent[0];
    expect(busyOf('g1')).toEqual(['family']);
    await sent[1];
    expect([busyOf('g1'), asked.length]).toEqual([['family'], 2]);
  });

  it('has one place for new events, and one for notes', async () => {
    const { deeds, one, toasts } = start();
    await deeds.choose({ id: 'c1', target: 'work' });
    await deeds.choose({ id: 'n1', target: 'diary' });
    expect([one('g1').target, one('c1').target, one('n1').target]).toEqual([undefined, 'work', 'diary']);
    toasts.now.value?.undo?.();
    await expect.poll(() => toasts.now.value?.text).toBe('Undone');
    expect([one('c1').target, one('n1').target]).toEqual(['work', undefined]);
  });

  it('goes back to what it was, with a sentence, where a choice is refused', async () => {
    const { deeds, data, busyOf } = start();
    data.integrations = { ...data.integrations, integrations: data.integrations.integrations.slice(0, 1) };
    await deeds.choose({ id: 'f1', busy: [] });
    expect(deeds.faultOf('f1')).toBe('That is not there any more.');
    expect(() => busyOf('f1')).toThrow('There is no f1.');
  });

  it('is tested, and says what is wrong once', async () => {
    const { deeds, one, toasts } = start();
    await deeds.test(one('g1'));
    expect(toasts.now.value?.text).toBe('ana.novak@example.org works.');
    const asking = deeds.test(one('f1'));
    expect(deeds.isBusy('f1')).toBe(true);
    await asking;
    // The list has the fault, and the card its sentence.
    expect([deeds.isBusy('f1'), deeds.faultOf('f1'), one('f1').fault]).toEqual([false, undefined, 'away']);
  });

  it('is disconnected, and tells what is left to do at the provider', async () => {
    const { deeds, one, kept, shown, toasts } = start();
    await deeds.disconnect(one('n1'));
    expect(toasts.now.value?.text).toMatch(/ended at the provider/);
    await deeds.disconnect(one('g1'));
    expect(kept.map(({ id }) => id)).toEqual(['g1']);
    expect(shown.value?.integrations.map(({ id }) => id)).toEqual(['c1', 'f1', 'f2']);
  });
});
