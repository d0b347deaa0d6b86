// What can be tapped on a card: the names of the handlers in `taps.ts`, which lie above the card that they show.
const TAPPABLE = ['make', 'edit', 'slot', 'cal', 'no', 'ics', 'inv', 'time', 'undo', 'zone', 'as'] as const;

export type Tappable = (typeof TAPPABLE)[number];

export const isTappable = (what: string): what is Tappable => (TAPPABLE as readonly string[]).includes(what);
