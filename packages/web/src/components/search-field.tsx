// Words that a list is searched by.
import type { JSX } from 'preact';
import { Icon } from './icons.tsx';

export interface SearchFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onKeyDown?: (event: KeyboardEvent) => void;
}

export const SearchField = ({ label, value, onChange, onKeyDown }: SearchFieldProps): JSX.Element => (
  <div class="search">
    <Icon name="search" />
    <input
      type="search"
      aria-label={label}
      placeholder={label}
      autocomplete="off"
      spellcheck={false}
      maxLength={100}
      value={value}
      onInput={(event) => onChange(event.currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  </div>
);
