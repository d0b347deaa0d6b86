// Reminders and tasks: what comes, what is open, what waits, and what is over.
import type { AnswerOf, ReminderView } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { Card } from '../../components/rows.tsx';
import { Empty } from '../../components/states.tsx';
import { Loaded } from '../../frame/loaded.tsx';
import { useResource } from '../../frame/resource.ts';
import { Heading } from '../../frame/shell.tsx';
import { useSteward } from '../../frame/steward.ts';
import { t } from '../../texts/texts.ts';
import { createReminderDeeds, type ReminderDeeds } from './reminder-deeds.ts';
import { ReminderDialog } from './reminder-dialog.tsx';
import { ReminderRow, SnoozeRow } from './reminder-row.tsx';

type Listed = AnswerOf<'GET /api/reminders'>;

/** Soonest first; what has no time comes last, in the order of its numbers. */
const byTime = (one: ReminderView, other: ReminderView): number =>
  (one.dueMs ?? Number.POSITIVE_INFINITY) === (other.dueMs ?? Number.POSITIVE_INFINITY)
    ? one.number - other.number
    : (one.dueMs ?? Number.POSITIVE_INFINITY) - (other.dueMs ?? Number.POSITIVE_INFINITY);

const byEnd = (one: ReminderView, other: ReminderView): number => endOf(other) - endOf(one);
const endOf = ({ doneAtMs, last, createdAtMs }: ReminderView): number =>
  doneAtMs ?? last?.atMs ?? createdAtMs;

const Lists = ({
  listed,
  act,
  nowMs,
  onOpen,
}: {
  listed: Listed;
  act: ReminderDeeds;
  nowMs: number;
  onOpen: (one: ReminderView) => void;
}): JSX.Element => {
  const texts = t('reminders');
  const { reminders, upcoming } = listed;
  const active = reminders.filter(({ state }) => state === 'active').sort(byTime);
  const tasks = active.filter(({ kind }) => kind === 'task');
  const others = active.filter(({ kind }) => kind === 'reminder');
  const waiting = reminders.filter(({ state }) => state === 'draft' || state === 'paused').sort(byTime);
  const over = reminders.filter(({ state }) => state === 'done' || state === 'ended').sort(byEnd);
  const snoozed = upcoming.filter(({ isSnooze }) => isSnooze);
  const row = (one: ReminderView) => (
    <ReminderRow key={one.number} one={one} act={act} nowMs={nowMs} onOpen={() => onOpen(one)} />
  );
  return (
    <>
      <Card title={texts.reminders} aside={others.length || undefined}>
        {others.length + snoozed.length === 0 && <Empty icon="reminders">{texts.noReminders}</Empty>}
        {snoozed.map((one) => (
          <SnoozeRow key={`${one.number} ${one.atMs}`} one={one} nowMs={nowMs} />
        ))}
        {others.map(row)}
      </Card>
      <Card title={texts.tasks} aside={tasks.length || undefined}>
        {tasks.length === 0 && <Empty icon="task">{texts.noTasks}</Empty>}
        {tasks.map(row)}
      </Card>
      {waiting.length > 0 && <Card title={texts.waiting}>{waiting.map(row)}</Card>}
      {over.length > 0 && <Card title={texts.over}>{over.map(row)}</Card>}
    </>
  );
};

export const Reminders = (): JSX.Element => {
  const steward = useSteward();
  const resource = useResource(steward.call, 'GET /api/reminders');
  const act = useMemo(() => createReminderDeeds(steward, resource, 'reminders'), [steward, resource]);
  const [openNumber, setOpenNumber] = useState<number>();
  const nowMs = steward.now();
  const open = resource.data.value?.reminders.find(({ number }) => number === openNumber);
  return (
    <>
      <Heading sub={t('reminders').how}>{t('frame').places.reminders}</Heading>
      <Loaded resource={resource}>
        {(listed) => (
          <div class="sections">
            <Lists listed={listed} act={act} nowMs={nowMs} onOpen={({ number }) => setOpenNumber(number)} />
            {open && (
              <ReminderDialog one={open} act={act} nowMs={nowMs} onClose={() => setOpenNumber(undefined)} />
            )}
          </div>
        )}
      </Loaded>
    </>
  );
};
