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

/** Without accents and case: `café` is found by `CAFE`. */
export const plainText = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** All words that were typed, each anywhere. */
export const hasWords = (text: string, query: string): boolean =>
  plainText(query)
    .split(/\s+/)
    .every((word) => plainText(text).includes(word));
