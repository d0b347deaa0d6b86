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
import { createReminderDeeds } from '../reminders/reminder-deeds.ts';

const deedsOn = (steward: Steward) => {
  const overview = resourceOf(steward.call, 'GET /api/overview');
  return createReminderDeeds(steward, overview, 'tasks');
};

/** As many as the overview tells at most: how many there are it does not say then. */
const MOST_TASKS = 20;

export const Tasks = ({ overview, nowMs }: { overview: Overview; nowMs: number }): JSX.Element => {
  const steward = useSteward();
  const { faultOf, isBusy, tick } = useMemo(() => deedsOn(steward), [steward]);
  const texts = t('dashboard');
  const { tasks } = overview;
  const hasMore = tasks.length >= MOST_TASKS;
  return (
    <Card
      title={texts.tasks}
      aside={hasMore || tasks.length === 0 ? undefined : tasks.length}
      note={hasMore && texts.moreTasks}
    >
      {tasks.length === 0 && <Empty icon="task">{texts.noTasks}</Empty>}
      {tasks.map((task) => {
        const isDone = task.state === 'done';
        const fault = faultOf(task.number);
        const isOverdue = task.dueMs !== undefined && task.dueMs < nowMs;
        return (
          <div class="row-box" key={task.number}>
            <label class={isDone ? 'row tick-row ticked' : 'row tick-row'}>
              <input
                type="checkbox"
                class="tick"
                aria-label={texts.tick(task.text)}
                checked={isDone}
                disabled={isBusy(task.number)}
                onChange={(event) => tick(task, event.currentTarget.checked)}
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
            {fault && <Fault text={fault} />}
          </div>
        );
      })}
    </Card>
  );
};
