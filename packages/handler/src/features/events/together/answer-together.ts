// The answer to “when do we have time?”: the best times, whose calendar could not be seen, and by what it was judged. Where
// somebody's is missing nothing is called free.
import { type Proposal, SHARED_MS, type Team } from '@steward/core';
import { addDays, dayAt, startOfDay } from '@steward/core/when';
import type { FoundTogether, PersonTogether } from '../../../teams/sharing.ts';
import { type Button, type ButtonRows, callbackData, inRows } from '../../../telegram/buttons.ts';
import type { FormattedText } from '../../../telegram/format/formatted-text.ts';
import { dateText } from '../../../telegram/local-text.ts';
import { bold, concat, lines, say } from '../../../telegram/say.ts';
import { missingLines } from '../../connections/agenda/missing-lines.ts';
import { duration } from '../../reminders/time-in-words.ts';
import { daysInWords } from '../../settings/days.ts';
import { daysText } from '../free/asked-free.ts';
import { choiceOf, PAGE, type SlotMoment, slotButton, slotLine } from '../free/slot-lines.ts';
import { nameIn, namesIn, teamName } from './names.ts';

type Search = Pick<Proposal, 'id' | 'by' | 'minutes' | 'first' | 'count' | 'part'>;

export interface TogetherMoment {
  zone: string;
  nowMs: number;
  page: number;
  team: Team;
  users: readonly number[];
}

const LENGTHS = [15, 30, 45, 60, 90, 120];

/** `tf:<id>:<what>[:<arg>…]`: what who proposes can tap. */
export const togetherData = (id: string, what: string, ...args: (string | number)[]): string =>
  callbackData('tf', id, what, ...args);

export const answerTogether = (
  search: Search,
  found: FoundTogether,
  { zone, nowMs, page, team, users }: TogetherMoment,
): { text: FormattedText; buttons: ButtonRows } => {
  const { hoursMeet } = found;
  // Where the hours alone leave nothing, that is sure.
  const isIncomplete = found.isIncomplete && hoursMeet === undefined;
  const moment: SlotMoment = { zone, nowMs, bufferMinutes: 0 };
  const today = dayAt(nowMs, zone);
  const all = choiceOf(found.slots, zone);
  const from = page * PAGE < all.length ? page * PAGE : 0;
  const shown = all.slice(from, from + PAGE);
  const what = say`${duration(search.minutes * 60_000)} with ${namesIn(team, users)}: ${daysText(search, today.slice(0, 4))}`;
  const head = isIncomplete ? what : say`${bold(shown.length > 0 ? 'Free' : 'Nothing free')} for ${what}`;
  const shorter =
    shown.length > 0 || hoursMeet ? [] : LENGTHS.filter((minutes) => minutes < search.minutes).slice(-3);
  return {
    text: lines(
      concat('🤝 ', head),
      ...missingOf(found, search.by, team),
      '',
      ...(isIncomplete
        ? [
            'So nothing here is sure.',
            shown.length > 0
              ? 'In what I could see, nothing stands at:'
              : 'What I could see leaves no such time.',
          ]
        : []),
      ...shown.map((slot, index) =>
        slotLine(slot, all.slice(0, from + index), { events: [], isIncomplete }, moment),
      ),
      ...(shown.length === 0 ? noneLines(search, found) : []),
      '',
      found.isCut ? 'Of others I see 14 days, so I looked no further.' : undefined,
      concat('Looked at: ', ...consideredOf(found, search, { team, zone }), '.'),
      shown.length > 0
        ? 'Tap a time to propose it: you see it first, and nobody is told before you send it.'
        : undefined,
    ),
    buttons: [
      ...inRows(
        shown.map((slot) => ({
          text: slotButton(slot, moment).text,
          data: togetherData(search.id, 's', slot.startMs.toString(36)),
        })),
        2,
      ),
      from + PAGE < all.length ? [{ text: 'More', data: togetherData(search.id, 'p', from / PAGE + 1) }] : [],
      shorter.map((minutes) => lengthButton(search.id, minutes, 'For ')),
      hoursMeet === 'never' ? [] : daysBeside(search, zone, nowMs),
    ].filter((row) => row.length > 0),
  };
};

const noneLines = ({ count, part }: Search, { isIncomplete, hoursMeet }: FoundTogether): string[] => {
  if (hoursMeet === undefined)
    return [
      ...(isIncomplete ? [] : ['There is no such time in everybody’s hours.']),
      'Try other days, or less time.',
    ];
  const days = `${part === undefined ? '' : `in the ${part} `}on ${count === 1 ? 'this day' : 'these days'}`;
  const others = [
    ...(part === undefined ? [] : ['another part of the day']),
    ...(hoursMeet === 'other-days' ? ['other days'] : []),
  ];
  return [
    `Your working hours do not meet ${days}.`,
    others.length > 0
      ? `Try ${others.join(' or ')}, or each of you changes their own: /hours.`
      : 'Nor do they on others, however short it is. Each of you can change their own: /hours.',
  ];
};

const lengthButton = (id: string, minutes: number, before = ''): Button => ({
  text: before + duration(minutes * 60_000),
  data: togetherData(id, 'l', minutes),
});

export const lengthButtons = (id: string): ButtonRows =>
  inRows(
    LENGTHS.map((minutes) => lengthButton(id, minutes)),
    3,
  );

/** As far before or behind as it is long, of what can be seen. */
const daysBeside = ({ id, first, count }: Search, zone: string, nowMs: number): Button[] => {
  const today = dayAt(nowMs, zone);
  const step = count > 1 ? 7 : 1;
  const at = (day: string, text: string): Button => ({ text, data: togetherData(id, 'd', day, step) });
  const [before, behind] = [addDays(first, -step), addDays(first, step)];
  const year = today.slice(0, 4);
  return [
    ...(addDays(before, step - 1) >= today ? [at(before, `◀ ${dateText(before, year)}`)] : []),
    ...(startOfDay(behind, zone) < nowMs + SHARED_MS ? [at(behind, `${dateText(behind, year)} ▶`)] : []),
  ];
};

/** Whose time is not known, and why. */
export const missingOf = (
  { people, missing: own }: Pick<FoundTogether, 'missing' | 'people'>,
  by: number,
  team: Team,
): FormattedText[] => [
  ...missingLines(own),
  ...people.flatMap(({ user, missing }) => {
    if (missing === undefined) return [];
    const who = nameIn(team, user);
    if (user === by) return missing === 'unread' ? [] : [NO_CALENDAR];
    return missing === 'unread'
      ? [say`⚠️ ${who}’s calendar could not be read.`]
      : [say`⚠️ ${who} shares no calendar with ${teamName(team)}.`];
  }),
];

const NO_CALENDAR = say`⚠️ You have no calendar connected, so I do not know when you are busy: /connections.`;

const consideredOf = (
  { people }: FoundTogether,
  { by, part }: Search,
  { team, zone }: { team: Team; zone: string },
): (FormattedText | string)[] =>
  people.flatMap((person, index) => [
    ...(index > 0 ? ['; '] : []),
    person.user === by
      ? say`you ${hoursOf(person, zone)}${part === undefined ? '' : `, in the ${part}`}`
      : say`${nameIn(team, person.user)} ${hoursOf(person, zone)}`,
  ]);

const hoursOf = ({ hours, areHoursAssumed, zone }: PersonTogether, asking: string): string => {
  const { days, from, until } = hours;
  const clock = `${zone ?? asking}${areHoursAssumed ? ', hours that I assume' : ''}`;
  return `${days ? `${daysInWords(days)}, ` : ''}${from}–${until} (${clock})`;
};
