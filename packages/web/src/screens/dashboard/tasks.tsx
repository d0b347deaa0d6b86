// Open tasks, each with a box to tick.

import { signal } from '@preact/signals';
import type { Overview, ReminderView } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { WorkFailed } from '../../api/works.ts';
import { Card, Fault } from '../../components/rows.tsx';
import { Empty } from '../../components/states.tsx';
import { faultText, resourceOf } from '../../frame/resource.ts';
import { type Steward, useSteward } from '../../frame/steward.ts';
import { momentText } from '../../texts/language.ts';
import { t } from '../../texts/texts.ts';

/** A work is told apart by what it is about: reminders count by number. */
const createTicks = ({ call, works, toasts, bridge }: Steward) => {
  const ticked = signal<ReadonlySet<number>>(new Set());
  const faults = signal<Record<number, string>>({});
  const overview = resourceOf(call, 'GET /api/overview');
  const mark = (number: number, isTicked: boolean) => {
    const next = new Set(ticked.value);
    if (isTicked) next.add(number);
    else next.delete(number);
    ticked.value = next;
  };

  const change = async ({ number, revision }: ReminderView, isDone: boolean): Promise<boolean> => {
    mark(number, isDone);
    faults.value = { ...faults.value, [number]: '' };
    try {
      await works.run({ do: isDone ? 'done' : 'undone', reminder: number, revision });
      return true;
    } catch (error) {
      mark(number, !isDone);
      const text = error instanceof WorkFailed ? t('frame').works[error.why] : faultText(error);
      faults.value = { ...faults.value, [number]: text };
      bridge?.haptic('error');
      await overview.load();
      return false;
    }
  };
  const currentOf = (number: number) => overview.data.value?.tasks.find((task) => task.number === number);
  const tick = async (task: ReminderView, isDone: boolean) => {
    if (!(await change(task, isDone)) || !isDone) return;
    bridge?.haptic('success');
    // Its revision is another one now; a ticked one is in the list no more, so it is counted up.
    const undo = async () => {
      const current = currentOf(task.number) ?? { ...task, revision: task.revision + 1 };
      if (await change(current, false)) toasts.show({ text: t('frame').undone });
    };
    toasts.show({ text: t('dashboard').doneTask, undo: () => void undo() });
  };
  return { ticked, faults, tick };
};

export const Tasks = ({ overview, nowMs }: { overview: Overview; nowMs: number }): JSX.Element => {
  const steward = useSteward();
  const { ticked, faults, tick } = useMemo(() => createTicks(steward), [steward]);
  const texts = t('dashboard');
  const { tasks } = overview;
  return (
    <Card title={texts.tasks} aside={tasks.length > 0 ? tasks.length : undefined}>
      {tasks.length === 0 && <Empty icon="task">{texts.noTasks}</Empty>}
      {tasks.map((task) => {
        const isTicked = ticked.value.has(task.number);
        const isOverdue = task.dueMs !== undefined && task.dueMs < nowMs;
        return (
          <div class="row-box" key={task.number}>
            <label class={isTicked ? 'row tick-row ticked' : 'row tick-row'}>
              <input
                type="checkbox"
                class="tick"
                aria-label={texts.tick(task.text)}
                checked={isTicked}
                onChange={(event) => void tick(task, event.currentTarget.checked)}
              />
              <span class="row-text">
                <span class="row-label">{task.text}</span>
                {task.dueMs !== undefined && (
                  <span class={isOverdue ? 'row-sub overdue' : 'row-sub'}>
                    {momentText(task.dueMs, nowMs)}
                    {isOverdue && ` · ${texts.overdue}`}
                  </span>
                )}
              </span>
              <span class="number">#{task.number}</span>
            </label>
            {faults.value[task.number] && <Fault text={faults.value[task.number]} />}
          </div>
        );
      })}
    </Card>
  );
};
