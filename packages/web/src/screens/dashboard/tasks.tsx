// Open tasks, each with a box to tick.

import type { Overview } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { Card, Fault } from '../../components/rows.tsx';
import { Empty } from '../../components/states.tsx';
import { resourceOf } from '../../frame/resource.ts';
import { type Steward, useSteward } from '../../frame/steward.ts';
import { momentText } from '../../texts/language.ts';
import { t } from '../../texts/texts.ts';
import { createTickTasks } from './tick-tasks.ts';

const tickerFor = ({ call, works, toasts, bridge }: Steward) =>
  createTickTasks({
    works,
    reload: resourceOf(call, 'GET /api/overview').load,
    onDone: (undo) => {
      bridge?.haptic('success');
      toasts.show({ text: t('dashboard').doneTask, undo: () => void undo() });
    },
    onUndone: () => toasts.show({ text: t('frame').undone }),
    onFailed: () => bridge?.haptic('error'),
  });

export const Tasks = ({ overview, nowMs }: { overview: Overview; nowMs: number }): JSX.Element => {
  const steward = useSteward();
  const { isTicked, faults, tick } = useMemo(() => tickerFor(steward), [steward]);
  const texts = t('dashboard');
  const { tasks } = overview;
  return (
    <Card title={texts.tasks} aside={tasks.length > 0 ? tasks.length : undefined}>
      {tasks.length === 0 && <Empty icon="task">{texts.noTasks}</Empty>}
      {tasks.map((task) => {
        const isDone = isTicked(task);
        const isOverdue = task.dueMs !== undefined && task.dueMs < nowMs;
        return (
          <div class="row-box" key={task.number}>
            <label class={isDone ? 'row tick-row ticked' : 'row tick-row'}>
              <input
                type="checkbox"
                class="tick"
                aria-label={texts.tick(task.text)}
                checked={isDone}
                onChange={(event) => void tick(task, event.currentTarget.checked)}
              />
              <span class="row-text">
                <span class="row-label" dir="auto">
                  {task.text}
                </span>
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
