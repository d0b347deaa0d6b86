// The app has set another time zone: what goes by it follows.
import { isZone } from '@steward/core/when';
import { createSpeaker } from '../../context/update-context.ts';
import { followBriefing } from '../reminders/briefing/briefing.ts';
import { followZone, settleWaiting } from '../reminders/follow-zone.ts';
import type { AppContext, AppDependencies, Done } from './app-context.ts';

/**
 * To the zone that the profile has now: it may have been changed again since, in the chat or the app. What waited for a zone
 * was asked for in the chat, and is answered there.
 */
export const followNewZone = async (
  services: Pick<AppDependencies, 'briefings' | 'clock' | 'extras' | 'reminders'>,
  context: AppContext,
  before: string | null,
): Done => {
  const zone = context.profile?.zone?.name;
  if (zone === undefined) return undefined;
  await followZone(services, context, before !== null && isZone(before) ? before : undefined, zone);
  await followBriefing(services, context, zone);
  const { sender } = context;
  const telling = { ...context, isGroup: false, ...createSpeaker(services, { sender }) };
  await settleWaiting(services, telling, zone);
  return undefined;
};
