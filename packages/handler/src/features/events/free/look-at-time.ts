// “Am I free tomorrow at 3pm?”: what stands at that time, for an hour.
import { clockAt, dayAt, readWhen } from '@steward/core/when';
import type { Services } from '../../../context/services.ts';
import { takenTime } from '../../../events/taken-time.ts';
import type { Button } from '../../../telegram/buttons.ts';
import type { FormattedText } from '../../../telegram/format/formatted-text.ts';
import { dateText } from '../../../telegram/local-text.ts';
import { lines, say } from '../../../telegram/say.ts';
import { eventLines } from '../../connections/agenda/event-lines.ts';
import { missingLines } from '../../connections/agenda/missing-lines.ts';
import type { CommandContext } from '../../feature.ts';
import { slotButton } from './slot-lines.ts';

const HOUR_MS = 3_600_000;

/** More are not told one by one. */
const MOST = 3;

/** Undefined where it names no time ahead, or anything else. Several: what may be meant, as of “tomorrow” after midnight. */
export const readTimeAsked = (text: string, zone: string, nowMs: number): number[] | undefined => {
  const { when, what = '' } = readWhen(text, zone, nowMs) ?? {};
  if (!/^[\s?!.]*$/.test(what)) return undefined;
  if (when?.kind === 'at') return [when.ms];
  const options = when?.kind === 'choice' && when.options.length <= MOST ? when.options : [];
  const times = options.flatMap((option) => ('ms' in option ? [option.ms] : []));
  return times.length > 0 ? times : undefined;
};

interface Look {
  zone: string;
  nowMs: number;
}

/** Each of these times, in one message. */
export const tellTimes = async (
  integrations: NonNullable<Services['integrations']>,
  context: CommandContext,
  { starts, ...look }: Look & { starts: readonly number[] },
): Promise<void> => {
  const told = await context.whileTyping(() =>
    Promise.all(starts.map((startMs) => lookAt(integrations, context, { startMs, ...look }))),
  );
  const buttons = told.flatMap(({ button }) => (button ? [[button]] : []));
  await context.reply(
    lines(
      ...told.flatMap(({ text }, index) => (index > 0 ? ['', ...text] : text)),
      ...(buttons.length > 0 ? [told.length > 1 ? ['', TAP] : [TAP]].flat() : []),
    ),
    buttons,
  );
};

const TAP = 'Tap to put something there.';

const lookAt = async (
  { accounts: connections, calendars }: NonNullable<Services['integrations']>,
  { owner, signal }: CommandContext,
  { startMs, zone, nowMs }: Look & { startMs: number },
): Promise<{ text: (FormattedText | string)[]; button?: Button }> => {
  const endMs = startMs + HOUR_MS;
  const window = { zone, fromMs: startMs, toMs: endMs };
  const { events, missing } = await takenTime({ calendars, connections }, { owner, window, signal });
  const day = dayAt(startMs, zone);
  const time = `${dateText(day, dayAt(nowMs, zone).slice(0, 4))}, ${clockAt(startMs, zone)}–${clockAt(endMs, zone)}`;
  const stands = eventLines(day, { nowMs, zone }, events, true).map(({ line }) => line);
  if (stands.length > 0)
    return { text: [say`📅 ${time}: you have`, '', ...stands, ...missingLines(missing)] };
  if (missing.length > 0) {
    const unsure = 'In what I could read, nothing stands then.';
    return { text: [say`📅 ${time}: I cannot be sure.`, ...missingLines(missing), unsure] };
  }
  return {
    text: [say`📅 ${time}: you are free.`],
    button: slotButton({ startMs, endMs }, { zone, nowMs }),
  };
};
