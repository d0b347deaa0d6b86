// Which times are offered, and what stands around an event.
import type { JSX } from 'preact';
import { type Choice, SelectRow } from '../../components/fields.tsx';
import { ActionRow, Card } from '../../components/rows.tsx';
import { useSteward } from '../../frame/steward.ts';
import { spanText } from '../../texts/language.ts';
import { t } from '../../texts/texts.ts';
import { HoursField } from './hours-fields.tsx';
import type { Saving } from './saver.ts';

const [HOUR, DAY] = [60, 1440];
const BUFFERS = [0, 5, 10, 15, 30, 45, HOUR];
const NOTICES = [0, 30, HOUR, 2 * HOUR, 4 * HOUR, DAY, 2 * DAY, 7 * DAY];
const LEADS = [0, 5, 10, 15, 30, HOUR, 2 * HOUR, DAY];

/** In the chat another one may have been chosen: it is shown as it is. */
const spans = (offered: number[], chosen: number): Choice[] =>
  [...new Set([...offered, chosen])]
    .sort((one, other) => one - other)
    .map((minutes) => ({
      value: String(minutes),
      label: minutes === 0 ? t('settings').none : spanText(minutes),
    }));

export const Appointments = ({ settings, faults, save }: Saving): JSX.Element => {
  const { router } = useSteward();
  const texts = t('settings');
  const { bufferMinutes, noticeMinutes, preferredHours, eventLeadMinutes } = settings;
  return (
    <Card title={texts.appointments}>
      <SelectRow
        icon="pause"
        tint="teal"
        label={texts.buffer}
        sub={texts.bufferNote}
        value={String(bufferMinutes)}
        choices={spans(BUFFERS, bufferMinutes)}
        fault={faults.bufferMinutes}
        onChange={(value) => save({ bufferMinutes: Number(value) })}
      />
      <SelectRow
        icon="calendar"
        tint="blue"
        label={texts.notice}
        sub={texts.noticeNote}
        value={String(noticeMinutes)}
        choices={spans(NOTICES, noticeMinutes)}
        fault={faults.noticeMinutes}
        onChange={(value) => save({ noticeMinutes: Number(value) })}
      />
      <HoursField
        icon="check"
        tint="green"
        label={texts.preferred}
        sub={texts.preferredNote}
        usual={{ from: '09:00', until: '12:00' }}
        value={preferredHours}
        fault={faults.preferredHours}
        onChange={(value) => save({ preferredHours: value })}
      />
      <SelectRow
        icon="reminders"
        tint="orange"
        label={texts.lead}
        sub={texts.leadNote}
        value={String(eventLeadMinutes ?? 0)}
        choices={spans(LEADS, eventLeadMinutes ?? 0)}
        fault={faults.eventLeadMinutes}
        onChange={(value) => save({ eventLeadMinutes: Number(value) || null })}
      />
      <ActionRow
        icon="stream"
        tint="violet"
        isPlain
        opens="page"
        label={t('frame').places.rules}
        sub={texts.rulesNote}
        onAct={() => router.go('rules')}
      >
        {settings.rules.length > 0 && <span class="value">{settings.rules.length}</span>}
      </ActionRow>
    </Card>
  );
};
