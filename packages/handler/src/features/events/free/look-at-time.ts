// “Am I free tomorrow at 3pm?”: what stands at that time, for an hour.
import { clockAt, dayAt, readWhen } from '@steward/core/when';
import type { Services } from '../../../context/services.ts';
import { takenTime } from '../../../events/taken-time.ts';
import { dateText } from '../../../telegram/local-text.ts';
import { lines, say } from '../../../telegram/say.ts';
import { eventLines } from '../../connections/agenda/event-lines.ts';
import { missingLines } from '../../connections/agenda/missing-lines.ts';
import type { CommandContext } from '../../feature.ts';
import { slotButton } from './slot-lines.ts';

const HOUR_MS = 3_600_000;

/** Undefined where it names no single time ahead, or anything else. */
export const readTimeAsked = (text: string, zone: string, nowMs: number): number | undefined => {
  const read = readWhen(text, zone, nowMs);
  return read?.when.kind === 'at' && /^[\s?!.]*$/.test(read.what) ? read.when.ms : undefined;
};

export const tellTime = async (
  integrations: NonNullable<Services['integrations']>,
  context: CommandContext,
  { startMs, zone, nowMs }: { startMs: number; zone: string; nowMs: number },
): Promise<void> => {
  const { owner, signal } = context;
  const { accounts: connections, calendars } = integrations;
  const endMs = startMs + HOUR_MS;
  const window = { zone, fromMs: startMs, toMs: endMs };
  const { events, missing } = await context.whileTyping(() =>
    takenTime({ calendars, connections }, { owner, window, signal }),
  );
  const day = dayAt(startMs, zone);
  const time = `${dateText(day, dayAt(nowMs, zone).slice(0, 4))}, ${clockAt(startMs, zone)}–${clockAt(endMs, zone)}`;
  const stands = eventLines(day, { nowMs, zone }, events, true).map(({ line }) => line);
  if (stands.length > 0)
    return await context.reply(lines(say`📅 ${time}: you have`, '', ...stands, ...missingLines(missing)));
  if (missing.length > 0)
    return await context.reply(
      lines(
        say`📅 ${time}: I cannot be sure.`,
        ...missingLines(missing),
        'In what I could read, nothing stands then.',
      ),
    );
  await context.reply(lines(say`📅 ${time}: you are free.`, 'Tap to put something there.'), [
    [slotButton({ startMs, endMs }, { zone, nowMs })],
  ]);
};
