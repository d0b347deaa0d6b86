// Settings that are hours of a day: off, or from when until when.
import type { WorkingHours } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { SwitchRow, TimeField } from '../../components/fields.tsx';
import type { IconName, Tint } from '../../components/icons.tsx';
import { Fault } from '../../components/rows.tsx';
import { weekdayText } from '../../texts/language.ts';
import { t } from '../../texts/texts.ts';

interface HoursProps<H> {
  icon: IconName;
  tint: Tint;
  label: string;
  sub: string;
  value: H | null;
  /** What turning it on begins with. */
  usual: H;
  fault: string | undefined;
  onChange: (value: H | null) => void;
}

type Span = { from: string; until: string };

export const HoursField = <H extends Span>({
  value,
  usual,
  onChange,
  children,
  ...row
}: HoursProps<H> & { children?: (value: H) => JSX.Element }): JSX.Element => (
  <fieldset aria-label={row.label}>
    <SwitchRow {...row} value={value !== null} onChange={(isOn) => onChange(isOn ? usual : null)} />
    {value && (
      <div class="inner">
        <TimeField
          label={t('settings').from}
          value={value.from}
          onChange={(from) => onChange({ ...value, from })}
        />
        <TimeField
          label={t('settings').until}
          value={value.until}
          onChange={(until) => onChange({ ...value, until })}
        />
        {children?.(value)}
      </div>
    )}
  </fieldset>
);

const WEEK = [1, 2, 3, 4, 5, 6, 7];

const Days = ({ value, onChange }: { value: number[]; onChange: (days: number[]) => void }): JSX.Element => {
  const [isEmpty, setEmpty] = useState(false);
  const toggle = (day: number) => {
    const days = value.includes(day) ? value.filter((one) => one !== day) : [...value, day].sort();
    setEmpty(days.length === 0);
    if (days.length > 0) onChange(days);
  };
  return (
    <div class="row-box">
      <fieldset class="days" aria-label={t('settings').days}>
        {WEEK.map((day) => (
          <button
            type="button"
            key={day}
            class="day"
            aria-pressed={value.includes(day)}
            onClick={() => toggle(day)}
          >
            <span aria-hidden="true">{weekdayText(day, 'short').slice(0, 2)}</span>
            <span class="hidden">{weekdayText(day, 'long')}</span>
          </button>
        ))}
      </fieldset>
      {isEmpty && <Fault text={t('settings').noDay} />}
    </div>
  );
};

export const WorkingHoursField = (props: HoursProps<WorkingHours>): JSX.Element => (
  <HoursField {...props}>
    {(value) => <Days value={value.days} onChange={(days) => props.onChange({ ...value, days })} />}
  </HoursField>
);

export const BriefingField = ({
  value,
  onChange,
  ...row
}: {
  icon: IconName;
  tint: Tint;
  label: string;
  sub: string;
  value: string | null;
  fault: string | undefined;
  onChange: (value: string | null) => void;
}): JSX.Element => (
  <fieldset aria-label={row.label}>
    <SwitchRow {...row} value={value !== null} onChange={(isOn) => onChange(isOn ? '08:00' : null)} />
    {value && (
      <div class="inner">
        <TimeField label={t('settings').at} value={value} onChange={onChange} />
      </div>
    )}
  </fieldset>
);
