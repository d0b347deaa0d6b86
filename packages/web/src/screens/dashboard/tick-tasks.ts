// Ticking a task: shown at once, done by the bot, and open again with the reason where it could not be.
import { type Signal, signal } from '@preact/signals';
import type { ReminderView } from '@steward/core/web-contract';
import { WorkFailed, type Works } from '../../api/works.ts';
import { faultText } from '../../frame/resource.ts';
import { t } from '../../texts/texts.ts';

export interface TickTasks {
  /** What stands beside a task, by its number. */
  faults: Signal<Readonly<Record<number, string>>>;
  isTicked: (task: ReminderView) => boolean;
  tick: (task: ReminderView, isDone: boolean) => Promise<void>;
}

export interface TickOptions {
  works: Works;
  /** Reads the tasks anew. */
  reload: () => Promise<void>;
  onDone: (undo: () => Promise<void>) => void;
  onUndone: () => void;
  onFailed: () => void;
}

/** What a change of ours leaves behind: each makes the next revision. */
interface Change {
  revision: number;
  isDone: boolean;
}

export const createTickTasks = ({ works, reload, ...tell }: TickOptions): TickTasks => {
  const changes = signal<Readonly<Record<number, Change | undefined>>>({});
  const faults = signal<Readonly<Record<number, string>>>({});
  const revisionOf = ({ number, revision }: ReminderView): number =>
    Math.max(revision, changes.value[number]?.revision ?? 0);
  // One that was read since then is as it was read: it may have been opened again in the chat, or come again.
  const isTicked = ({ number, revision }: ReminderView): boolean => {
    const change = changes.value[number];
    return change?.isDone === true && revision < change.revision;
  };

  const change = async (task: ReminderView, isDone: boolean): Promise<boolean> => {
    const { number } = task;
    const revision = revisionOf(task);
    changes.value = { ...changes.value, [number]: { revision: revision + 1, isDone } };
    faults.value = { ...faults.value, [number]: '' };
    try {
      await works.run({ do: isDone ? 'done' : 'undone', reminder: number, revision });
      return true;
    } catch (error) {
      const text = error instanceof WorkFailed ? t('frame').works[error.why] : faultText(error);
      faults.value = { ...faults.value, [number]: text };
      changes.value = { ...changes.value, [number]: undefined };
      tell.onFailed();
      await reload();
      return false;
    }
  };

  const tick = async (task: ReminderView, isDone: boolean): Promise<void> => {
    if (!(await change(task, isDone))) return;
    if (isDone) tell.onDone(() => tick(task, false));
    else tell.onUndone();
  };
  return { faults, isTicked, tick };
};
