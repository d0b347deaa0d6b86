// Icons of our own drawing: 24 by 24, lines of two, drawn in the colour of the text around them.
import type { JSX } from 'preact';

const PATHS = {
  dashboard: 'M4 11.5 12 4l8 7.5M6.5 9.8V20h11V9.8M10 20v-5.5h4V20',
  conversations: 'M4 5.5h16v11H11l-4.5 3.8v-3.8H4zM8 9.5h8M8 12.7h5',
  reminders: 'M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15zM10 21h4M12 5V3',
  integrations: 'M9 3v5M15 3v5M6.5 8h11v3.5a5.5 5.5 0 0 1-11 0zM12 17v4',
  settings:
    'M4 7h9M19 7h1M4 17h1M11 17h9M16 9.6a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2M8 19.6a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M2.5 20c.3-3.8 3-6 6.5-6s6.2 2.2 6.5 6M15.5 4.3a3.5 3.5 0 0 1 0 6.4M17.5 14.5c2.3.8 3.7 2.8 4 5.5',
  teams:
    'M12 10.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6M6.5 19c.3-3.4 2.4-5.5 5.5-5.5s5.2 2.1 5.5 5.5M5.5 11.5a2.3 2.3 0 1 1 .6-4.5M2 17c.1-2 1-3.6 2.8-4.2M18.5 11.5a2.3 2.3 0 1 0-.6-4.5M22 17c-.1-2-1-3.6-2.8-4.2',
  globe: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M3.5 9.5h17M3.5 14.5h17M12 3c-5 5-5 13 0 18M12 3c5 5 5 13 0 18',
  language:
    'M3.5 6h9M8 3.5V6M5 13.5c3.5-1.5 5.5-4 6-7.5M5.5 8.5c1 2.2 2.7 3.8 5 4.8M12 20.5l4-10 4 10M13.4 17.2h5.2',
  chip: 'M7 7h10v10H7zM10 3v4M14 3v4M10 17v4M14 17v4M3 10h4M3 14h4M17 10h4M17 14h4',
  stream: 'M4 6h16M4 10.7h11M4 15.3h13M4 20h6',
  bulb: 'M9 17.5c0-2-3-3.7-3-7.5a6 6 0 0 1 12 0c0 3.8-3 5.5-3 7.5zM10 21h4',
  briefcase: 'M4 8h16v11H4zM9 8V5h6v3M4 13h16',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4',
  moon: 'M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z',
  spark: 'M11 4l1.9 5.1L18 11l-5.1 1.9L11 18l-1.9-5.1L4 11l5.1-1.9zM18.5 15.5v5M16 18h5',
  telegram: 'M3.5 11.5 20.5 4.5l-3 15-5.5-4-3 3.2-.7-5.5z M8.3 13.2 20 5',
  browser: 'M3.5 5h17v14h-17zM3.5 9.5h17M6.5 7.3h.1M9 7.3h.1',
  leave: 'M14 4H5v16h9M10 12h11M17.5 8.5 21 12l-3.5 3.5',
  task: 'M5 4.5h14v15H5zM8.5 12l2.5 2.5 4.5-5',
  calendar: 'M4 6h16v14H4zM4 10.5h16M8.5 3.5V6M15.5 3.5V6M8.5 14.5h.1M12 14.5h.1M15.5 14.5h.1',
  link: 'M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  up: 'M6 14.5l6-6 6 6',
  down: 'M6 9.5l6 6 6-6',
  chevron: 'M9.5 6l6 6-6 6',
  select: 'M8.5 9.5 12 6l3.5 3.5M8.5 14.5 12 18l3.5-3.5',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13M15.5 15.5 20.5 20.5',
  close: 'M6 6l12 12M18 6 6 18',
  cloudOff: 'M4 4l16 16M9 8a5 5 0 0 1 8.5 3A4 4 0 0 1 19.5 17M16.5 18.5H7A4.2 4.2 0 0 1 6.5 10',
  again: 'M19.5 12a7.5 7.5 0 1 1-2.2-5.3L19.5 9M19.5 4v5h-5',
  archive: 'M4 5h16v4H4zM5.5 9v10.5h13V9M10 13h4',
  restore: 'M4 5h16v4H4zM5.5 9v10.5h13V9M12 17v-5M9.5 14 12 11.5l2.5 2.5',
  file: 'M6.5 3.5h7l4 4v13h-11zM13.5 3.5v4h4M9.5 12.5h5M9.5 16h5',
  trash: 'M5 7h14M9.5 7V4.5h5V7M7 7l.8 12.5h8.4L17 7M10.3 10.5v6M13.7 10.5v6',
  pause: 'M9 6v12M15 6v12',
  play: 'M8 5.5v13l10.5-6.5z',
  server: 'M4 4.5h16v6H4zM4 13.5h16v6H4zM7.5 7.5h.1M7.5 16.5h.1',
} as const;

export type IconName = keyof typeof PATHS;

export const Icon = ({ name }: { name: IconName }): JSX.Element => (
  <svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
    <path d={PATHS[name]} />
  </svg>
);

export type Tint = 'blue' | 'green' | 'orange' | 'red' | 'violet' | 'teal' | 'grey' | 'night' | 'yellow';

/** A white icon on a coloured square, as in Telegram's settings. */
export const Badge = ({ icon, tint }: { icon: IconName; tint: Tint }): JSX.Element => (
  <span class={`badge ${tint}`}>
    <Icon name={icon} />
  </span>
);
