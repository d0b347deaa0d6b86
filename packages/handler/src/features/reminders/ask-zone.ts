// “What time is it for you?”: the clocks of the world to tap, then the cities whose clocks show that.
import { cityOf, localOf, zonesByOffset } from '@steward/core/when';
import { type Button, type ButtonRows, callbackData, inRows } from '../../telegram/buttons.ts';
import type { FormattedText } from '../../telegram/format/formatted-text.ts';
import { lines, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import type { ReminderDependencies } from './dependencies.ts';
import { dateText } from './time-in-words.ts';

const ROW = 4;
const CITIES = 12;

/** `first`: what is said before the question. */
export const askZone = async (
  { clock }: Pick<ReminderDependencies, 'clock'>,
  { isGroup, show }: Pick<CommandContext, 'isGroup' | 'show'>,
  first: FormattedText,
): Promise<void> => {
  const question = isGroup ? 'What time is it in this group? An admin taps it.' : 'What time is it for you?';
  await show(
    lines(first, '', question, 'Or send /timezone and a city, for example /timezone Berlin.'),
    clockButtons(clock.now()),
  );
};

const clockButtons = (nowMs: number): ButtonRows => {
  const shown = zonesByOffset(nowMs).map(({ minutes }) => ({
    minutes,
    local: localOf(nowMs + minutes * 60_000, 'UTC'),
  }));
  const clocks = shown.map(({ local }) => local.slice(11));
  const isTwice = (clock: string) => clocks.indexOf(clock) !== clocks.lastIndexOf(clock);
  return inRows(
    shown.map(({ minutes, local }) => ({
      text: isTwice(local.slice(11))
        ? `${dateText(local, local.slice(0, 4)).slice(0, 3)} ${local.slice(11)}`
        : local.slice(11),
      data: callbackData('zone', 'o', minutes),
    })),
    ROW,
  );
};

/** The cities of an offset, a page at a time. */
export const askCity = async (
  services: Pick<ReminderDependencies, 'clock'>,
  context: CommandContext,
  minutes: number,
  page: number,
): Promise<void> => {
  const nowMs = services.clock.now();
  const zones = zonesByOffset(nowMs).find((group) => group.minutes === minutes)?.zones;
  // Since the button was shown, clocks were changed.
  if (!zones) return await askZone(services, context, say`No city has that time any more.`);
  const isPage = page > 0 && page * CITIES < zones.length;
  const from = isPage ? page * CITIES : 0;
  const cities = zones
    .slice(from, from + CITIES)
    .map((zone) => ({ text: cityOf(zone), data: callbackData('zone', 'z', zone) }));
  const more: Button[] =
    from + CITIES < zones.length
      ? [{ text: 'More ▶️', data: callbackData('zone', 'o', minutes, page + 1) }]
      : [];
  await context.show(
    lines(
      `Which city has your clock (${localOf(nowMs + minutes * 60_000, 'UTC').slice(11)} now)? Cities change their clocks on different days.`,
      'Yours is not there? Send /timezone and its name.',
    ),
    [...inRows(cities, 3), [{ text: '◀️ Other time', data: callbackData('zone', 'ask') }, ...more]],
  );
};
