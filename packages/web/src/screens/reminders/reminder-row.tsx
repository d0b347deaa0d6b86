// A reminder or a task in its list.
import type { ReminderView, Upcoming } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { Icon } from '../../components/icons.tsx';
import { Fault } from '../../components/rows.tsx';
import { dayText, momentText, timeText } from '../../texts/language.ts';
import { t } from '../../texts/texts.ts';
import type { ReminderDeeds } from './reminder-deeds.ts';

/** What stands below its words: when, how often, and what somebody has to know of it. */
const About = ({ one, nowMs }: { one: ReminderView; nowMs: number }): JSX.Element | null => {
  const texts = t('reminders');
  const { state, dueMs, repeats, last, doneAtMs } = one;
  const isOverdue = state === 'active' && one.kind === 'task' && dueMs !== undefined && dueMs < nowMs;
  const parts = [
    state === 'draft' ? texts.draft : state === 'paused' ? texts.paused : undefined,
    isOverdue ? `${momentText(dueMs, nowMs)} · ${texts.overdue}` : undefined,
    repeats,
    doneAtMs === undefined ? undefined : texts.doneAt(momentText(doneAtMs, nowMs)),
    state === 'ended' && last ? texts.outcomes[last.outcome](momentText(last.atMs, nowMs)) : undefined,
  ].filter((part) => part !== undefined);
  const isBad = isOverdue || (state === 'ended' && last?.outcome === 'undelivered');
  return parts.length === 0 ? null : (
    <span class={isBad ? 'row-sub overdue' : 'row-sub'}>{parts.join(' · ')}</span>
  );
};

const When = ({ atMs, nowMs }: { atMs: number; nowMs: number }): JSX.Element => (
  <span class="when">
    <span class="when-time">{timeText(atMs)}</span>
    <span class="when-day">{dayText(atMs, nowMs)}</span>
  </span>
);

/** A ring that was put off: it belongs to a reminder further down, or to one that is over. */
export const SnoozeRow = ({ one, nowMs }: { one: Upcoming; nowMs: number }): JSX.Element => (
  <div class="row-box">
    <div class="row">
      <span class="row-text">
        <span class="row-label" dir="auto">
          {one.text}
        </span>
        <span class="row-sub">{t('reminders').snoozed}</span>
      </span>
      <When atMs={one.atMs} nowMs={nowMs} />
    </div>
  </div>
);

export const ReminderRow = ({
  one,
  act,
  nowMs,
  onOpen,
}: {
  one: ReminderView;
  act: ReminderDeeds;
  nowMs: number;
  onOpen: () => void;
}): JSX.Element => {
  const fault = act.faultOf(one.number);
  const isTicked = one.state === 'done';
  const hasBox = one.kind === 'task' && (one.state === 'active' || isTicked);
  const comes = one.state === 'active' && one.dueMs !== undefined && one.dueMs >= nowMs;
  return (
    <div class="row-box">
      <div class={isTicked ? 'ticking ticked' : 'ticking'}>
        {hasBox && (
          <label class="tick-place">
            <input
              type="checkbox"
              class="tick"
              aria-label={t('dashboard').tick(one.text)}
              checked={isTicked}
              disabled={act.isBusy(one.number)}
              onChange={(event) => act.tick(one, event.currentTarget.checked)}
            />
          </label>
        )}
        <button type="button" class="row action" aria-haspopup="dialog" onClick={onOpen}>
          <span class="row-text">
            <span class="row-label" dir="auto">
              {one.text}
            </span>
            <About one={one} nowMs={nowMs} />
          </span>
          {comes && <When atMs={one.dueMs ?? 0} nowMs={nowMs} />}
          <span class="chevron">
            <Icon name="chevron" />
          </span>
        </button>
      </div>
      {fault && <Fault text={fault} />}
    </div>
  );
};
