// Somebody's first letter in a circle; of a group a hash.
import type { JSX } from 'preact';

export const Initial = ({ name, isGroup = false }: { name: string; isGroup?: boolean }): JSX.Element => (
  <span class="initial" aria-hidden="true">
    {isGroup ? '#' : (name.match(/\p{L}|\p{N}/u)?.[0]?.toUpperCase() ?? '?')}
  </span>
);
