// A tap on a free time: a card at that time, which asks what it is. Its calendars are looked at again.
import { isDraftOver } from '@steward/core';
import { say } from '../../telegram/say.ts';
import { tellIsPrivate } from '../connections/ways.ts';
import type { CommandContext } from '../feature.ts';
import { openCard } from './card/open-card.ts';
import { showCard } from './card/show-card.ts';
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
  // Tapped twice, it is one card.
  const before = (await services.drafts.list(context.owner)).find(
    ({ createdAtMs, state, time, title }) =>
      state === 'waiting' &&
      title === '' &&
      !isDraftOver({ createdAtMs }, services.clock.now()) &&
      time !== undefined &&
      'startMs' in time &&
      time.startMs === startMs &&
      time.minutes === minutes,
  );
  if (before) return void (await showCard(services, context, before));
  await openCard(services, context, { title: '', time: { zone, startMs, minutes } });
};
