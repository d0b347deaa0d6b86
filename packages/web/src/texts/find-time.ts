// A time at which several of a team are free.
import { plural } from './language.ts';

const en = {
  title: 'Find a time',
  how: 'You see only when all have time, and they see that you looked.',
  alone: 'You are alone in this team. Invite somebody to find a time together.',
  who: 'With whom',
  nobody: 'Choose somebody.',
  tooMany: 'Choose 9 at most.',
  needsZone: 'Choose your time zone first, in Settings: I look within working hours.',
  length: 'How long',
  first: 'From',
  days: 'For how many days',
  day: (count: number) => plural(count, 'day', 'days'),
  notADay: 'Choose a day within the next 14.',
  finding: 'Looking …',
  found: (count: number) => `${plural(count, 'time', 'times')} when all are free`,
  none: 'No time when all are free. Try more days or less time.',
  hoursMeet: {
    'other-days': 'Your working hours do not meet on these days. Try other days.',
    never: 'Your working hours do not meet on these days. Each of you can change their own in Settings.',
  },
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
    `${names}: no working hours are set, so I took 9–17${isOneDay ? '' : ', Monday to Friday'}.`,
  assumedYou: (isOneDay: boolean) =>
    `You have set no working hours: I took 9–17${isOneDay ? '' : ', Monday to Friday'}.`,
  cut: 'Beyond 14 days nobody’s calendar is shown.',
  tap: 'Tap one to propose it.',
  propose: 'Propose this time',
  when: 'When',
  forOthers: 'For others',
  callIt: 'Title, if you like',
  proposeHow:
    'They get a card in the chat with Accept, Other time and Decline. It is put into nobody’s calendar.',
  send: 'Propose',
  proposing: 'Looking once more …',
  taken: 'This time does not suit all of you any more. Nobody was told of it.',
  notSure: 'So I cannot tell any more whether this time suits all of you. Nobody was told of it.',
  other: 'Other time',
  anyway: 'Propose anyway',
  sent: 'Sent. Answers come in the chat.',
  proposed: 'Proposed',
  over: 'This time has passed, or is more than 14 days ahead. Look for times again.',
  left: 'Somebody of you is not in this team any more. Look for times again.',
  full: 'You have 50 proposals open. Withdraw one in the chat, or wait until one is over.',
};

const de: typeof en = {
  title: 'Termin finden',
  how: 'Du siehst nur, wann alle Zeit haben, und sie sehen, dass du nachgesehen hast.',
  alone: 'Du bist allein in diesem Team. Lade jemanden ein, um zusammen einen Termin zu finden.',
  who: 'Mit wem',
  nobody: 'Wähle jemanden aus.',
  tooMany: 'Wähle höchstens 9 aus.',
  needsZone: 'Wähle erst deine Zeitzone, unter Einstellungen: Ich suche in den Arbeitszeiten.',
  length: 'Wie lange',
  first: 'Ab',
  days: 'Für wie viele Tage',
  day: (count) => plural(count, 'Tag', 'Tage'),
  notADay: 'Wähle einen der nächsten 14 Tage.',
  finding: 'Ich suche …',
  found: (count) => `${plural(count, 'Zeit', 'Zeiten')}, zu denen alle frei sind`,
  none: 'Keine Zeit, zu der alle frei sind. Versuch es mit mehr Tagen oder kürzer.',
  hoursMeet: {
    'other-days': 'Eure Arbeitszeiten treffen sich an diesen Tagen nicht. Versuch es mit anderen Tagen.',
    never:
      'Eure Arbeitszeiten treffen sich an diesen Tagen nicht. Jeder kann die eigenen unter Einstellungen ändern.',
  },
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
    `${names}: Arbeitszeiten sind nicht gesetzt, also habe ich 9–17 Uhr genommen${isOneDay ? '' : ', Montag bis Freitag'}.`,
  assumedYou: (isOneDay) =>
    `Du hast keine Arbeitszeiten gesetzt: Ich habe 9–17 Uhr genommen${isOneDay ? '' : ', Montag bis Freitag'}.`,
  cut: 'Weiter als 14 Tage zeigt niemand seinen Kalender.',
  tap: 'Tippe auf eine, um sie vorzuschlagen.',
  propose: 'Diese Zeit vorschlagen',
  when: 'Wann',
  forOthers: 'Für andere',
  callIt: 'Titel, wenn du magst',
  proposeHow:
    'Sie bekommen im Chat eine Karte: Annehmen, andere Zeit oder ablehnen. In keinen Kalender wird etwas eingetragen.',
  send: 'Vorschlagen',
  proposing: 'Ich sehe noch einmal nach …',
  taken: 'Diese Zeit passt nicht mehr allen. Niemand hat davon erfahren.',
  notSure: 'Darum weiß ich nicht mehr, ob diese Zeit allen passt. Niemand hat davon erfahren.',
  other: 'Andere Zeit',
  anyway: 'Trotzdem vorschlagen',
  sent: 'Gesendet. Die Antworten kommen im Chat.',
  proposed: 'Vorgeschlagen',
  over: 'Diese Zeit ist vorbei oder weiter als 14 Tage weg. Such noch einmal.',
  left: 'Jemand von euch ist nicht mehr in diesem Team. Such noch einmal.',
  full: 'Du hast 50 offene Vorschläge. Zieh im Chat einen zurück, oder warte, bis einer vorbei ist.',
};

export const findTime = { en, de };
