// Somebody: their first letter in a circle, their name, and what is to be known of them.
import type { JSX } from 'preact';
import { Icon } from './icons.tsx';

export const Person = ({
  name,
  sub,
  isGroup = false,
}: {
  name: string;
  sub: string;
  isGroup?: boolean;
}): JSX.Element => (
  <>
    <span class="initial" aria-hidden="true">
      {isGroup ? '#' : (name.match(/\p{L}|\p{N}/u)?.[0]?.toUpperCase() ?? '?')}
    </span>
    <span class="row-text">
      <span class="row-label" dir="auto">
        {name}
      </span>
      <span class="row-sub">{sub}</span>
    </span>
  </>
);

/** The same as a row that opens a dialog. */
export const PersonButton = ({
  onOpen,
  isBusy,
  ...person
}: Parameters<typeof Person>[0] & { onOpen: () => void; isBusy?: boolean }): JSX.Element => (
  <button type="button" class="row action" aria-haspopup="dialog" disabled={isBusy} onClick={onOpen}>
    <Person {...person} />
    <span class="chevron">
      <Icon name="chevron" />
    </span>
  </button>
);
