// A time at which several of a team are free.
import { plural } from './language.ts';

const en = {
  title: 'Find a time',
  how: 'You see only when all have time, and they see that you looked.',
  alone: 'You are alone in this team. Invite somebody to find a time together.',
  who: 'With whom',
  nobody: 'Choose somebody.',
  tooMany: 'Choose 9 at most.',
  length: 'How long',
  first: 'From',
  days: 'For how many days',
  day: (count: number) => plural(count, 'day', 'days'),
  notADay: 'Choose a day within the next 14.',
  finding: 'Looking …',
  found: (count: number) => `${plural(count, 'time', 'times')} when all are free`,
  none: 'No time when all are free. Try more days or less time.',
  unsure: 'I cannot say for sure when all are free:',
  butFree: 'All the others are free at:',
  missing: {
    'not-shared': (name: string) => `${name} shares no calendar with this team.`,
    unread: (name: string) => `The calendar of ${name} could not be read. Try again in a few minutes.`,
  },
  missingYou: {
    'not-shared': 'You have no calendar connected.',
    unread: 'Your own calendar could not be read. Look under Connections.',
  },
  noZone: (names: string) => `I do not know the zone of ${names}: I took yours.`,
  assumed: (names: string, isOneDay: boolean) =>
    `No working hours are set by ${names}: I took 9–17${isOneDay ? '' : ', Monday to Friday'}.`,
  cut: 'Beyond 14 days nobody’s calendar is shown.',
  propose: 'Propose a time',
  proposeHow:
    'Send this to the bot, then tap a time. The others get a card with Accept, Other time and Decline.',
  command: 'Message to the bot',
};

const de: typeof en = {
  title: 'Termin finden',
  how: 'Du siehst nur, wann alle Zeit haben, und sie sehen, dass du nachgesehen hast.',
  alone: 'Du bist allein in diesem Team. Lade jemanden ein, um zusammen einen Termin zu finden.',
  who: 'Mit wem',
  nobody: 'Wähle jemanden aus.',
  tooMany: 'Wähle höchstens 9 aus.',
  length: 'Wie lange',
  first: 'Ab',
  days: 'Für wie viele Tage',
  day: (count) => plural(count, 'Tag', 'Tage'),
  notADay: 'Wähle einen der nächsten 14 Tage.',
  finding: 'Ich suche …',
  found: (count) => `${plural(count, 'Zeit', 'Zeiten')}, zu denen alle frei sind`,
  none: 'Keine Zeit, zu der alle frei sind. Versuch es mit mehr Tagen oder kürzer.',
  unsure: 'Ich kann nicht sicher sagen, wann alle frei sind:',
  butFree: 'Alle anderen sind frei:',
  missing: {
    'not-shared': (name) => `${name} teilt keinen Kalender mit diesem Team.`,
    unread: (name) =>
      `Der Kalender von ${name} ließ sich nicht lesen. Versuch es in ein paar Minuten wieder.`,
  },
  missingYou: {
    'not-shared': 'Du hast keinen Kalender verbunden.',
    unread: 'Dein eigener Kalender ließ sich nicht lesen. Sieh unter Verbindungen nach.',
  },
  noZone: (names) => `Die Zeitzone von ${names} kenne ich nicht: Ich habe deine genommen.`,
  assumed: (names, isOneDay) =>
    `Keine Arbeitszeiten hat ${names}: Ich habe 9–17 Uhr genommen${isOneDay ? '' : ', Montag bis Freitag'}.`,
  cut: 'Weiter als 14 Tage zeigt niemand seinen Kalender.',
  propose: 'Termin vorschlagen',
  proposeHow:
    'Schick das dem Bot und tippe auf eine Zeit. Die anderen bekommen eine Karte mit Annehmen, Andere Zeit und Ablehnen.',
  command: 'Nachricht an den Bot',
};

export const findTime = { en, de };
