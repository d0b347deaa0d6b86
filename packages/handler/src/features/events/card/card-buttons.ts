// The buttons of a card.
import type { EventDraft, MadeEvent } from '@steward/core';
import { dayAt } from '@steward/core/when';
import { type Button, type ButtonRows, callbackData, inRows } from '../../../telegram/buttons.ts';
import type { Surroundings } from './look-around.ts';
import { keyOf, type Place } from './places.ts';
import type { Tappable } from './tap-names.ts';
import { spanLine } from './time-line.ts';

type Named = Pick<EventDraft, 'id' | 'revision'>;

/** `ev:<draft id>:<revision>:<what>[:<arg>]`. */
export const cardButton = (
  { id, revision }: Named,
  text: string,
  what: Tappable,
  ...arg: string[]
): Button => ({
  text,
  data: callbackData('ev', id, revision, what, ...arg),
});

const buttonsFor =
  (draft: Named) =>
  (...button: [text: string, what: Tappable, ...arg: string[]]): Button[] => [cardButton(draft, ...button)];

const present = (rows: ButtonRows): ButtonRows => rows.filter((row) => row.length > 0);

export const buttonsOf = (
  draft: EventDraft,
  { place, places, slots }: Surroundings,
  nowMs: number,
): ButtonRows => {
  const button = buttonsFor(draft);
  const isWhole = draft.time !== undefined && draft.title !== '';
  const isPlaced = typeof place !== 'string';
  const file = isWhole ? button(isPlaced ? '📄 .ics' : '📄 .ics file', 'ics') : [];
  const isChoice = places.length > (isPlaced ? 1 : 0);
  return present([
    [
      ...(isWhole && isPlaced ? button('✅ Create', 'make') : []),
      ...(isPlaced ? [] : file),
      ...button('✏️ Edit', 'edit'),
    ],
    isWhole ? slots.flatMap((ms) => button(slotText(draft, ms, nowMs), 'slot', ms.toString(36))) : [],
    [
      ...(isChoice ? button('🗓 Calendar', 'cal') : []),
      ...(isWhole && isPlaced ? button('✉️ Invite', 'inv') : []),
      ...(isPlaced ? file : []),
    ],
    [
      ...button('⏰ Reminder', 'as', 'reminder'),
      ...button('☑️ Task', 'as', 'task'),
      ...button('📝 Note', 'as', 'note'),
    ],
    button('✖ Cancel', 'no'),
  ]);
};

/** `Fri 12 Mar, 15:00`, without the day where it is that of the event. */
const slotText = ({ time }: EventDraft, startMs: number, nowMs: number): string => {
  const zone = time?.zone ?? 'UTC';
  const day = time && 'startMs' in time ? dayAt(time.startMs, zone) : undefined;
  return spanLine({ startMs, endMs: startMs }, zone, nowMs, day).split('–')[0] as string;
};

/** More are chosen in the app. */
const MOST_PLACES = 30;

export const placeButtons = (draft: EventDraft, places: readonly Place[]): ButtonRows => {
  const several = new Set(places.map(({ connection }) => connection)).size > 1;
  const shown = places.slice(0, MOST_PLACES).map((place) => {
    const { name, account, isBroken } = place;
    const text = several && name !== account ? `${name} · ${account}` : name || account;
    return cardButton(draft, `${isBroken ? '⚠️ ' : ''}${text.slice(0, 60)}`, 'cal', keyOf(place));
  });
  return [...inRows(shown, 1), [cardButton(draft, '◀ Back', 'cal', 'back')]];
};

/** Of what a provider may have got. */
export const makingButtons = (draft: EventDraft): ButtonRows => [
  [cardButton(draft, '🔄 Look again', 'make'), cardButton(draft, '📄 .ics', 'ics')],
];

/** Of what is in a calendar. */
export const madeButtons = (draft: Named, { etag, undoneAtMs }: MadeEvent): ButtonRows => {
  const button = buttonsFor(draft);
  const isThere = undoneAtMs === undefined;
  return present([
    [
      ...(isThere && etag !== undefined ? button('↩️ Undo', 'undo') : []),
      ...(isThere ? button('✉️ Invite', 'inv') : []),
      ...button('📄 .ics', 'ics'),
    ],
  ]);
};

export const zoneButtons = (draft: Named): ButtonRows => [
  [cardButton(draft, '▶️ Go on', 'zone'), cardButton(draft, '✖ Cancel', 'no')],
];
