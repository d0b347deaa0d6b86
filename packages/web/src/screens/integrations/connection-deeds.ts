// What is done with something that is connected: shown at once where that is possible, and said where it went wrong.
import { signal } from '@preact/signals';
import type { IntegrationChoice, Integrations, IntegrationView } from '@steward/core/web-contract';
import { CallError } from '../../api/call.ts';
import { faultText, type Resource } from '../../frame/resource.ts';
import type { Steward } from '../../frame/steward.ts';
import { t } from '../../texts/texts.ts';
import { accountOf } from './looks.ts';

export interface ConnectionDeeds {
  faultOf: (id: string) => string | undefined;
  isBusy: (id: string) => boolean;
  /** None of these throws. */
  choose: (choice: IntegrationChoice) => Promise<void>;
  test: (one: IntegrationView) => Promise<void>;
  disconnect: (one: IntegrationView) => Promise<void>;
}

/** As the list is once `choice` was taken: of all that give the same, one has the target. */
const chosen = (listed: Integrations, { id, busy, target }: IntegrationChoice): Integrations => {
  const gives = listed.integrations.find((one) => one.id === id)?.gives;
  const integrations = listed.integrations.map((one) => {
    const calendars =
      busy && one.id === id
        ? one.calendars.map((calendar) => ({ ...calendar, isBusy: busy.includes(calendar.id) }))
        : one.calendars;
    if (target === undefined || one.gives !== gives) return { ...one, calendars };
    const { target: _, ...rest } = one;
    return { ...rest, calendars, ...(one.id === id && target !== null ? { target } : {}) };
  });
  return { ...listed, integrations };
};

/** The choice that takes this one back. */
const before = (listed: Integrations, { id, busy, target }: IntegrationChoice): IntegrationChoice => {
  const one = listed.integrations.find((other) => other.id === id);
  const holder = listed.integrations.find(
    (other) => other.gives === one?.gives && other.target !== undefined,
  );
  if (target !== undefined)
    return holder ? { id: holder.id, target: holder.target ?? null } : { id, target: null };
  return { id, busy: busy && one?.calendars.filter(({ isBusy }) => isBusy).map((calendar) => calendar.id) };
};

export const createConnectionDeeds = (
  { call, toasts, bridge, guardLeaving }: Pick<Steward, 'call' | 'toasts' | 'bridge' | 'guardLeaving'>,
  { data, set, load }: Resource<Integrations>,
  onKept: (one: IntegrationView) => void,
): ConnectionDeeds => {
  const faults = signal<ReadonlyMap<string, string>>(new Map());
  const busy = signal<ReadonlySet<string>>(new Set());
  let queue: Promise<unknown> = Promise.resolve();
  let pending = 0;

  const fault = (id: string, text?: string) => {
    faults.value = new Map([...faults.value].filter(([other]) => other !== id));
    if (text === undefined) return;
    faults.value = new Map([...faults.value, [id, text]]);
    bridge?.haptic('error');
  };
  const say = (text: string, undo?: () => void) => {
    bridge?.haptic('success');
    toasts.show({ text, ...(undo && { undo }) });
  };

  const send = async (choice: IntegrationChoice, undo?: () => void) => {
    try {
      const answer = await call('PATCH /api/integrations', choice);
      // What was chosen since then has its own answer to come.
      if (pending === 1) set(answer);
      say(undo ? t('frame').saved : t('frame').undone, undo);
    } catch (error) {
      await load();
      fault(choice.id, faultText(error));
    }
  };
  const choose = (choice: IntegrationChoice, isUndone: boolean): Promise<void> => {
    const listed = data.value;
    if (!listed) return Promise.resolve();
    const undo = before(listed, choice);
    set(chosen(listed, choice));
    fault(choice.id);
    guardLeaving(++pending > 0);
    const sent = queue
      .then(() => send(choice, isUndone ? undefined : () => void choose(undo, true)))
      .finally(() => guardLeaving(--pending > 0));
    queue = sent;
    return sent;
  };

  const ask = async (id: string, deed: () => Promise<void>) => {
    if (busy.value.has(id)) return;
    busy.value = new Set([...busy.value, id]);
    fault(id);
    try {
      await deed();
    } catch (error) {
      await load();
      // Why the provider said no stands in the list as well, where it stays.
      const isListed = error instanceof CallError && error.fault.error === 'connection-failed';
      const isShown = data.value?.integrations.some((one) => one.id === id && one.fault !== undefined);
      fault(id, isListed && isShown ? undefined : faultText(error));
    } finally {
      busy.value = new Set([...busy.value].filter((other) => other !== id));
    }
  };
  return {
    faultOf: (id) => faults.value.get(id),
    isBusy: (id) => busy.value.has(id),
    choose: (choice) => choose(choice, false),
    test: (one) =>
      ask(one.id, async () => {
        set(await call('POST /api/integrations/test', { id: one.id }));
        say(t('integrations').tested(accountOf(one)));
      }),
    disconnect: (one) =>
      ask(one.id, async () => {
        const { atProvider, ...listed } = await call('POST /api/integrations/disconnect', { id: one.id });
        set(listed);
        if (atProvider === 'kept') onKept(one);
        else say(t('integrations').disconnected[atProvider]);
      }),
  };
};
