// /rules test <sentence>: what would become of it. Nothing is made, and no model is asked.

import { type TriedSentence, type TriedTime, trySentence } from '@steward/core/routing';
import { localOf } from '@steward/core/when';
import { code, lines, say } from '../../../telegram/say.ts';
import type { CommandContext } from '../../feature.ts';
import { momentOf } from '../../reminders/moment.ts';
import { dateText, localText } from '../../reminders/time-in-words.ts';
import type { RoutingDependencies } from '../dependencies.ts';
import { nameIn, type Place, placeOf, placesOf } from './places.ts';
import { ICONS } from './rule-in-words.ts';

const FROM = /^from\s+([^:]{1,100}):\s*(?=\S)/i;

export const tellTried = async (
  services: RoutingDependencies,
  context: CommandContext,
  typed: string,
): Promise<void> => {
  if (typed === '')
    return await context.reply(
      lines(
        say`Write a sentence behind it: ${code('/rules test dentist on friday at 3pm')}.`,
        say`As if somebody else had written it: ${code('/rules test from @ada: please send me the slides')}.`,
      ),
    );
  const [from, names = ''] = FROM.exec(typed) ?? [''];
  const senders = names.split(/\s*,\s*/).filter((name) => name !== '');
  const moment = momentOf(context);
  const zone = moment.zone ?? 'UTC';
  const said = { text: typed.slice(from.length), ...(from !== '' && { senders }) };
  const tried = trySentence(context.profile?.rules ?? [], said, { ...moment, zone });
  const places = await placesOf(services, context.owner);
  const { kind, place, time, title } = tried;
  await context.reply(
    lines(
      kind
        ? say`${ICONS[kind]} ${capital(kind)}, ${whyOf(tried)}`
        : say`💬 No rule fits, and it asks for nothing: I would answer it as chat.`,
      ...(kind === 'event' || kind === 'note' ? [say`Goes to: ${whereOf(tried, places)}`] : []),
      ...(kind ? [say`Title: ${title === '' ? 'none yet, I would ask' : title}`] : []),
      ...(place === undefined ? [] : [say`Place: ${place}`]),
      ...(kind && time ? [say`Time: ${timeInWords(time, zone, moment.nowMs)}`] : []),
      ...(kind && time && moment.zone === undefined
        ? [say`Your time zone is not known yet: /timezone.`]
        : []),
      'Nothing was made.',
    ),
  );
};

const capital = (word: string): string => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;

const whyOf = ({ isSure, rule }: TriedSentence): string => {
  if (rule !== undefined) return `by rule ${rule + 1}`;
  return isSure
    ? 'by its words; no rule fits'
    : 'perhaps: no rule fits and its words leave it open, so I would ask';
};

const whereOf = ({ target, kind }: TriedSentence, places: readonly Place[]): string => {
  const usual = kind === 'event' ? 'where your events usually go' : 'where your notes usually go';
  if (!target) return usual;
  const found = placeOf(places, target);
  return found ? nameIn(places, found) : `${usual}, because the place of the rule is gone`;
};

const timeInWords = (time: TriedTime, zone: string, nowMs: number): string => {
  if ('startMs' in time) {
    const end = time.endMs === undefined ? '' : `–${endOf(time.startMs, time.endMs, zone, nowMs)}`;
    return `${localText(time.startMs, zone, nowMs)}${end}`;
  }
  const year = localOf(nowMs, zone).slice(0, 4);
  if ('from' in time) return `${dateText(time.from, year)}, all day`;
  if ('date' in time) return `${dateText(time.date, year)}; I would ask for the hour`;
  if ('often' in time) return time.often;
  return ASKED[time.why] ?? 'not one that I am sure of, so I would ask';
};

const endOf = (startMs: number, endMs: number, zone: string, nowMs: number): string => {
  const [start, end] = [localOf(startMs, zone), localOf(endMs, zone)];
  return start.slice(0, 10) === end.slice(0, 10) ? end.slice(11) : localText(endMs, zone, nowMs);
};

const ASKED: Record<string, string> = {
  'no-time': 'none, so I would ask',
  past: 'one that has passed, so I would ask',
  far: 'one that is more than a year away, so I would ask',
  never: 'one that no calendar has, so I would ask',
  repeats: 'one that comes again and again, so I would ask',
};
