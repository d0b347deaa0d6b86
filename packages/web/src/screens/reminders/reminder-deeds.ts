// What can be done to a reminder or a task: each is a work of the chat, shown at once.
import type { ReminderView } from '@steward/core/web-contract';
import { type Deeds, deedsOn } from '../../frame/deeds.ts';
import type { Resource } from '../../frame/resource.ts';
import type { Steward } from '../../frame/steward.ts';
import { t } from '../../texts/texts.ts';

export interface ReminderDeeds {
  faultOf: Deeds['faultOf'];
  isBusy: Deeds['isBusy'];
  tick: (one: ReminderView, isDone: boolean) => void;
  pause: (one: ReminderView) => void;
  resume: (one: ReminderView) => void;
  remove: (one: ReminderView) => void;
}

type Change = 'done' | 'undone' | 'pause' | 'resume';

const BACK: Record<Change, Change> = { done: 'undone', undone: 'done', pause: 'resume', resume: 'pause' };
const STATE = { done: 'done', undone: 'active', pause: 'paused', resume: 'active' } as const;

/** `list`: under which name the answer has them. */
export const createReminderDeeds = <List extends string, A extends Record<List, ReminderView[]>>(
  steward: Steward,
  resource: Resource<A>,
  list: List,
): ReminderDeeds => {
  const { data, set } = resource;
  const deeds = deedsOn(steward, resource, (answer, id) => answer[list].some(({ number }) => number === id));
  const show = (change: (reminders: ReminderView[]) => ReminderView[]) => (): void => {
    const answer = data.value;
    if (answer) set({ ...answer, [list]: change(answer[list]) });
  };
  /** Each change gives it the next revision; one that is done is listed no more everywhere. */
  const changed = (one: ReminderView): ReminderView =>
    data.value?.[list].find(({ number }) => number === one.number) ?? { ...one, revision: one.revision + 1 };

  const change = (one: ReminderView, what: Change, undo?: () => void): void =>
    void deeds.run(one.number, {
      ask: { do: what, reminder: one.number, revision: one.revision },
      show: show((all) =>
        all.map((other) => (other.number === one.number ? { ...other, state: STATE[what] } : other)),
      ),
      said: undo ? t('reminders').said[what] : t('frame').undone,
      ...(undo && { undo }),
    });
  const withUndo = (one: ReminderView, what: Change): void =>
    change(one, what, () => change(changed(one), BACK[what]));

  return {
    faultOf: deeds.faultOf,
    isBusy: deeds.isBusy,
    tick: (one, isDone) => withUndo(one, isDone ? 'done' : 'undone'),
    pause: (one) => withUndo(one, 'pause'),
    resume: (one) => withUndo(one, 'resume'),
    remove: (one) =>
      void deeds.run(one.number, {
        ask: { do: 'remove', reminder: one.number, revision: one.revision },
        show: show((all) => all.filter(({ number }) => number !== one.number)),
        said: t('reminders').said.remove,
        undo: (work) =>
          void deeds.run(one.number, { ask: { do: 'undo-remove', work }, said: t('frame').undone }),
      }),
  };
};
