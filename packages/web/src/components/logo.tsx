// A bell of a steward, in the accent's colour.
import type { JSX } from 'preact';

export const Logo = (): JSX.Element => (
  <svg class="logo" viewBox="0 0 96 96" width="96" height="96" aria-hidden="true">
    <rect class="logo-ground" width="96" height="96" rx="26" />
    <path class="logo-shape" d="M20 66a28 28 0 0 1 56 0zM45 31.5a3 3 0 0 1 6 0v5h-6zM16 70h64v5H16z" />
  </svg>
);
