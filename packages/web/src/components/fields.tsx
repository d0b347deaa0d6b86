// What is chosen or typed inside of a row.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { t } from '../texts/texts.ts';
import { Icon, type IconName, type Tint } from './icons.tsx';
import { Fault, Row } from './rows.tsx';

interface FieldProps<V> {
  icon?: IconName;
  tint?: Tint;
  label: ComponentChildren;
  sub?: ComponentChildren;
  value: V;
  onChange: (value: V) => void;
  fault?: string | undefined;
}

/** The whole row is its target. */
export const SwitchRow = ({ value, onChange, fault, ...row }: FieldProps<boolean>): JSX.Element => {
  const id = useId();
  return (
    <label class="switch-row">
      <Row {...row} labelId={id} fault={fault}>
        <input
          type="checkbox"
          role="switch"
          class="switch"
          checked={value}
          aria-checked={value}
          aria-labelledby={id}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      </Row>
    </label>
  );
};

export interface Choice {
  value: string;
  label: string;
  /** What the row shows of it. */
  short?: string | undefined;
}

/** The system's own list: the one that each phone and screen reader knows best. */
export const SelectRow = ({
  value,
  choices,
  onChange,
  fault,
  ...row
}: FieldProps<string> & { choices: Choice[] }): JSX.Element => {
  const id = useId();
  const chosen = choices.find((choice) => choice.value === value);
  return (
    <Row {...row} labelId={id} fault={fault}>
      <span class="select">
        <span class="value" aria-hidden="true">
          {chosen?.short ?? chosen?.label ?? value}
        </span>
        <Icon name="select" />
        <select aria-labelledby={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value} selected={choice.value === value}>
              {choice.label}
            </option>
          ))}
        </select>
      </span>
    </Row>
  );
};

export interface TextFieldProps {
  label: string;
  /** What may be typed; said with the field. */
  note?: string;
  fault?: string | undefined;
  isSecret?: boolean;
  value: string;
  onInput: (value: string) => void;
  placeholder?: string;
  inputMode?: 'numeric';
  maxLength: number;
  dir?: 'auto';
}

export const TextField = ({
  label,
  note,
  fault,
  isSecret,
  onInput,
  ...given
}: TextFieldProps): JSX.Element => {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        {...given}
        id={id}
        // One of the two; its types would have a component for each.
        type={(isSecret ? 'password' : 'text') as 'text'}
        aria-describedby={note && `${id}n`}
        aria-invalid={fault !== undefined}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {note && <span id={`${id}n`}>{note}</span>}
      {fault && <Fault text={fault} />}
    </div>
  );
};

/** A browser tells each digit; what is typed is saved once it rests or the field is left. */
const REST_MS = 900;

export const TimeField = ({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}): JSX.Element => {
  const [typed, setTyped] = useState<string>();
  const rest = useRef<() => void>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const id = useId();
  // Said once it rests: in the midst of typing no time is whole.
  const [isWrong, setWrong] = useState(false);
  const save = (next: string | undefined) => {
    clearTimeout(timer.current);
    setWrong(next === '');
    if (!next) return;
    setTyped(undefined);
    if (next !== value) onChange(next);
  };
  rest.current = () => save(typed);
  // Telegram's back button takes the field away, and not every browser tells a field that is taken away.
  useEffect(() => () => rest.current?.(), []);
  return (
    <div class="row-box">
      <label class="row">
        <span class="row-text">
          <span class="row-label">{label}</span>
        </span>
        <input
          type="time"
          class="time"
          value={typed ?? value}
          aria-invalid={isWrong}
          aria-describedby={isWrong ? id : undefined}
          onInput={(event) => {
            const next = event.currentTarget.value;
            setTyped(next);
            setWrong(false);
            clearTimeout(timer.current);
            timer.current = setTimeout(() => save(next), REST_MS);
          }}
          onBlur={rest.current}
        />
      </label>
      {isWrong && <Fault id={id} text={t('settings').notATime} />}
    </div>
  );
};
