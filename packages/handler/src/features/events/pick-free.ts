// A tap on a free time: a card at that time, which asks what it is. Its calendars are looked at again.
import { say } from '../../telegram/say.ts';
import { tellIsPrivate } from '../connections/ways.ts';
import type { CommandContext } from '../feature.ts';
import { openCardOnce } from './card/open-card-once.ts';
import type { EventDependencies } from './dependencies.ts';
import { readMoment } from './read-moment.ts';

/** `freeat:<start>:<minutes>`. */
export const freeAtTapped = async (
  services: EventDependencies,
  context: CommandContext,
  [start = '', length]: string[],
): Promise<void> => {
  if (context.isGroup) return await tellIsPrivate(context, 'Your free time is', '/free');
  const [startMs, minutes] = [readMoment(start), Number(length)];
  const zone = context.profile?.zone?.name;
  if (startMs === undefined || !(minutes > 0 && minutes <= 720) || zone === undefined) return;
  if (startMs <= services.clock.now())
    return await context.reply(say`This time has passed. Send /free again for times ahead.`);
  await openCardOnce(services, context, { title: '', zone, startMs, minutes });
};
