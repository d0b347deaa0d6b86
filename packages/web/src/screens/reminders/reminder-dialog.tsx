// One reminder or task: all that is known of it, and what can be done.
import type { ReminderView } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { Dialog } from '../../components/dialog.tsx';
import { Facts } from '../../components/facts.tsx';
import { type ActionLook, ActionRow } from '../../components/rows.tsx';
import { momentText } from '../../texts/language.ts';
import { t } from '../../texts/texts.ts';
import type { ReminderDeeds } from './reminder-deeds.ts';

const factsOf = (one: ReminderView, nowMs: number): [string, string | undefined][] => {
  const texts = t('reminders');
  const { createdAtMs, dueMs, last, repeats, state } = one;
  return [
    [texts.next, state === 'active' && dueMs !== undefined ? momentText(dueMs, nowMs) : undefined],
    [texts.repeats, repeats],
    [texts.last, last && texts.outcomes[last.outcome](momentText(last.atMs, nowMs))],
    [texts.created, momentText(createdAtMs, nowMs)],
  ];
};

export const ReminderDialog = ({
  one,
  act,
  nowMs,
  onClose,
}: {
  one: ReminderView;
  act: ReminderDeeds;
  nowMs: number;
  onClose: () => void;
}): JSX.Element => {
  const texts = t('reminders');
  const isBusy = act.isBusy(one.number);
  const closing = (deed: (one: ReminderView) => void) => () => {
    onClose();
    deed(one);
  };
  const isActive = one.state === 'active';
  const actions: (ActionLook & { is: boolean; deed: (one: ReminderView) => void })[] = [
    {
      is: isActive && one.kind === 'task',
      icon: 'task',
      tint: 'green',
      label: texts.done,
      deed: () => act.tick(one, true),
    },
    {
      is: one.state === 'done',
      icon: 'again',
      tint: 'teal',
      label: texts.undone,
      deed: () => act.tick(one, false),
    },
    {
      is: isActive && one.dueMs !== undefined,
      icon: 'pause',
      tint: 'orange',
      label: texts.pause,
      sub: texts.pauseHow,
      deed: act.pause,
    },
    { is: one.state === 'paused', icon: 'play', tint: 'green', label: texts.resume, deed: act.resume },
  ];
  return (
    <Dialog title={`${texts[one.kind]} #${one.number}`} onClose={onClose} isSheet isShort>
      <p class="dialog-words" dir="auto">
        {one.text}
      </p>
      <Facts facts={factsOf(one, nowMs)} />
      {one.state === 'draft' && <p class="dialog-text">{texts.draftHow}</p>}
      <div class="dialog-list">
        {actions.map(
          ({ is, deed, ...row }) =>
            is && <ActionRow key={row.label} {...row} isPlain isBusy={isBusy} onAct={closing(deed)} />,
        )}
        <ActionRow
          icon="trash"
          tint="red"
          label={texts.remove}
          isDanger
          isBusy={isBusy}
          onAct={closing(act.remove)}
        />
      </div>
    </Dialog>
  );
};
