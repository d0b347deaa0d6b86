// What stands in the demo calendar: a few things of every day, so that an agenda has something to show.
import type { GoogleEvent } from '@steward/stand-ins';

const DAY_MS = 86_400_000;
/** Today, and a week from then. */
const DAYS = 8;

interface Planned {
  /** Of the event, within its day. */
  key: string;
  summary: string;
  from: string;
  to: string;
  location?: string;
}

const WEEKEND: readonly Planned[] = [
  { key: 'a', summary: 'Farmers’ market', from: '10:00', to: '11:00', location: 'Old town square' },
  { key: 'b', summary: 'Dinner with Sam', from: '19:00', to: '21:00' },
];

/** From Sunday on. */
const OF_DAY: readonly (readonly Planned[])[] = [
  WEEKEND,
  [
    { key: 'a', summary: 'Plan the week', from: '09:00', to: '09:30' },
    { key: 'b', summary: 'Yoga', from: '18:00', to: '19:00' },
  ],
  [
    { key: 'a', summary: 'Coffee with Robin', from: '10:30', to: '11:15', location: 'Café on the corner' },
    { key: 'b', summary: 'Choir', from: '19:30', to: '21:00' },
  ],
  [
    { key: 'a', summary: 'Dentist', from: '08:30', to: '09:00' },
    { key: 'b', summary: 'Lunch with Kim', from: '12:30', to: '13:30' },
  ],
  [
    { key: 'a', summary: 'Call with the landlord', from: '11:00', to: '11:30' },
    { key: 'b', summary: 'Swimming', from: '17:30', to: '18:30', location: 'City pool' },
  ],
  [
    { key: 'a', summary: 'Review of the week', from: '15:00', to: '16:00' },
    { key: 'b', summary: 'Cinema', from: '20:00', to: '22:00' },
  ],
  WEEKEND,
];

type Seed = Pick<GoogleEvent, 'id' | 'summary' | 'start' | 'end'> & { location?: string };

/** Ids say day and event: what is there already, or was deleted, is known again. */
export const eventsFrom = (nowMs: number, timeZone: string): Seed[] => {
  const dayOf = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  const noon = Date.parse(`${dayOf.format(nowMs)}T12:00:00Z`);
  return Array.from({ length: DAYS }, (_, index) => new Date(noon + index * DAY_MS)).flatMap((at) => {
    const date = at.toISOString().slice(0, 10);
    const time = (clock: string) => ({ dateTime: `${date}T${clock}:00`, timeZone });
    return (OF_DAY[at.getUTCDay()] ?? []).map(({ key, from, to, ...event }) => ({
      id: `demo${date.replaceAll('-', '')}${key}`,
      ...event,
      start: time(from),
      end: time(to),
    }));
  });
};
