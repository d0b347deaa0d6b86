// /timezone: where the owner's clock is. A city, a tap, or a place that is shared; of the place only the zone is kept.
import { beginningOf, type Outcome, type ProfileZone } from '@steward/core';
import { findZone, isZone, localOf, placeNames } from '@steward/core/when';
import { closest, distance } from 'fastest-levenshtein';
import { isAdmin } from '../../context/admin.ts';
import { callbackData } from '../../telegram/buttons.ts';
import { bold, code, lines, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { askCity, askZone } from './ask-zone.ts';
import { followBriefing } from './briefing/briefing.ts';
import type { ReminderDependencies } from './dependencies.ts';
import { followZone, settleWaiting } from './follow-zone.ts';
import { lineOf } from './list-reminders.ts';
import { zoneOf } from './settle.ts';
import { localText } from './time-in-words.ts';

const SHOWN = 10;

export const timezone = async (
  services: ReminderDependencies,
  context: CommandContext,
  typed: string,
): Promise<void> => {
  if (typed === '') {
    const zone = zoneOf(context);
    const nowMs = services.clock.now();
    return await askZone(
      services,
      context,
      zone === undefined
        ? say`I do not know your time zone yet.`
        : say`Your time zone is ${bold(zone)}: it is ${localText(nowMs, zone, nowMs)} there.`,
    );
  }
  const found = findZone(typed);
  if (found === 'offset') {
    await context.reply(
      say`Hours from UTC do not know when clocks change, so I keep a city instead: send ${code('/timezone Berlin')}, or the biggest city near you.`,
    );
    return;
  }
  if (found) return await setZone(services, context, found.zone, 'command');
  const name = beginningOf(typed, 60).toLowerCase();
  const near = closest(name, placeNames());
  const isNear = distance(name, near) <= Math.min(2, name.length / 3);
  const meant = isNear ? findZone(near) : undefined;
  await context.reply(
    meant && meant !== 'offset'
      ? say`I do not know “${beginningOf(typed, 60)}”. Did you mean ${nameOf(near)}?`
      : say`I do not know “${beginningOf(typed, 60)}”. Send the biggest city near you that has your clock, for example ${code('/timezone Berlin')}, or just /timezone to choose by the clock.`,
    meant && meant !== 'offset'
      ? [[{ text: meant.zone, data: callbackData('zone', 'z', meant.zone) }]]
      : undefined,
  );
};

/** As it is written: new york → New York. */
const nameOf = (place: string): string =>
  place.replace(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase());

/** `zone:ask`, `zone:o:<minutes>[:<page>]`, `zone:z:<name>`. */
export const chooseZone = async (
  services: ReminderDependencies,
  context: CommandContext,
  [what, value = '', page]: string[],
): Promise<void> => {
  if (what === 'ask') return await timezone(services, context, '');
  if (what === 'o') return await askCity(services, context, Number(value), Math.trunc(Number(page)) || 0);
  if (what === 'z' && isZone(value)) await setZone(services, context, value, 'asked');
};

/** A place shared in a private chat. */
export const zoneOfPlace = async (
  services: ReminderDependencies,
  context: CommandContext,
): Promise<Outcome> => {
  const { location } = context.message;
  const zone = location && (await zoneAt(location));
  if (zone === undefined) {
    await context.reply(
      say`I know no time zone for this place. Send /timezone and the biggest city near you.`,
    );
    return 'answered';
  }
  const known = zoneOf(context);
  if (known === undefined) await setZone(services, context, zone, 'location');
  else if (known === zone)
    await context.reply(say`This place has your time zone, ${bold(zone)}. I keep only that.`);
  else
    await context.reply(
      say`This place is in ${bold(zone)}, and your time zone is ${known}. I keep nothing of the place. Shall your reminders go by its clock?`,
      [[{ text: `Use ${zone}`, data: callbackData('zone', 'z', zone) }]],
    );
  return 'answered';
};

const zoneAt = async ({ latitude, longitude }: { latitude: number; longitude: number }) => {
  const { default: lookUp } = await import('@photostructure/tz-lookup');
  try {
    const zone = lookUp(latitude, longitude);
    return isZone(zone) ? zone : undefined;
  } catch {
    // No place on earth.
    return undefined;
  }
};

const setZone = async (
  services: ReminderDependencies,
  context: CommandContext,
  zone: string,
  from: ProfileZone['from'],
): Promise<void> => {
  const { claim, isGroup, owner, profile, record } = context;
  if (isGroup && !(await isAdmin(services, context))) {
    await context.reply(say`In a group only an admin sets the time zone.`);
    return;
  }
  // What a second try finds in the profile is what the first one wrote.
  const before = claim.facts.zoneBefore ?? profile?.zone?.name ?? '';
  await record({ zoneBefore: before });
  const nowMs = services.clock.now();
  await services.profiles.update(owner, { zone: { name: zone, from }, updatedAtMs: nowMs });
  const changed = await followZone(services, context, before || undefined, zone);
  const briefing = await followBriefing(services, context, zone);
  const whose = isGroup ? 'The time zone of this group' : 'Your time zone';
  await context.show(
    lines(
      say`🌍 ${whose} is ${bold(zone)}: it is ${localOf(nowMs, zone).slice(11)} there. If your clock shows another time, send /timezone and a city.`,
      ...(briefing ? ['', briefing] : []),
      ...(changed.length === 0 ? [] : ['', 'These ring at another moment now:']),
      ...changed.slice(0, SHOWN).map((reminder) => lineOf(reminder, zone, nowMs)),
      ...(changed.length > SHOWN ? [`… and ${changed.length - SHOWN} more: see /reminders`] : []),
    ),
  );
  const there = { ...context, profile: { ...profileOf(context), zone: { name: zone, from } } };
  await settleWaiting(services, there, zone);
  await services.zoned?.(there);
};

const profileOf = ({ owner, profile, atMs }: CommandContext) =>
  profile ?? { owner, createdAtMs: atMs, updatedAtMs: atMs, nextNumber: 1 };
