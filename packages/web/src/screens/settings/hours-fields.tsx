// Settings that are hours of a day: off, or from when until when.
import type { Hours, WorkingHours } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { SwitchRow, TimeField } from '../../components/fields.tsx';
import type { IconName, Tint } from '../../components/icons.tsx';
import { Fault } from '../../components/rows.tsx';
import { weekdayText } from '../../texts/language.ts';
import { t } from '../../texts/texts.ts';

interface OptionalProps<V> {
  icon: IconName;
  tint: Tint;
  label: string;
  sub: string;
  value: V | null;
  /** What turning it on begins with. */
  usual: V;
  fault: string | undefined;
  onChange: (value: V | null) => void;
}

/** A switch, and behind it what can be chosen while it is on. */
const Optional = <V,>({
  value,
  usual,
  onChange,
  children,
  ...row
}: OptionalProps<V> & { children: (value: V) => JSX.Element }): JSX.Element => (
  <fieldset aria-label={row.label}>
    <SwitchRow {...row} value={value !== null} onChange={(isOn) => onChange(isOn ? usual : null)} />
    {value !== null && <div class="inner">{children(value)}</div>}
  </fieldset>
);

const Span = <H extends Hours>({
  value,
  onChange,
}: {
  value: H;
  onChange: (value: H) => void;
}): JSX.Element => (
  <>
    {(['from', 'until'] as const).map((end) => (
      <TimeField
        key={end}
        label={t('settings')[end]}
        value={value[end]}
        onChange={(clock) => onChange({ ...value, [end]: clock })}
      />
    ))}
  </>
);

export const HoursField = (props: OptionalProps<Hours>): JSX.Element => (
  <Optional {...props}>{(value) => <Span value={value} onChange={props.onChange} />}</Optional>
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

export const WorkingHoursField = (props: OptionalProps<WorkingHours>): JSX.Element => (
  <Optional {...props}>
    {(value) => (
      <>
        <Span value={value} onChange={props.onChange} />
        <Days value={value.days} onChange={(days) => props.onChange({ ...value, days })} />
      </>
    )}
  </Optional>
);

export const BriefingField = (props: OptionalProps<string>): JSX.Element => (
  <Optional {...props}>
    {(value) => <TimeField label={t('settings').at} value={value} onChange={props.onChange} />}
  </Optional>
);
