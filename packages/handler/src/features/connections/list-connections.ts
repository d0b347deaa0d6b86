// /connections: what is connected, and whether it works. Changed is it in the app.
import type { Connection } from '@steward/core';
import { givesCalendars, hasCalendar } from '../../connections/gives-calendars.ts';
import { knownAs } from '../../connections/known-as.ts';
import type { ProviderOffer } from '../../connections/linking.ts';
import type { FormattedText } from '../../telegram/format/formatted-text.ts';
import { bold, lines, say } from '../../telegram/say.ts';
import { timeAgo } from '../../telegram/time-text.ts';
import type { CommandContext } from '../feature.ts';
import { accountText, whyOf } from './agenda/missing-lines.ts';
import type { ConnectionDependencies } from './dependencies.ts';
import { offerConnecting, tellIsOff, tellIsPrivate } from './ways.ts';

const MOST = 15;

export const listConnections = async (
  services: ConnectionDependencies,
  context: CommandContext,
): Promise<void> => {
  const { clock, integrations } = services;
  if (context.isGroup) return await tellIsPrivate(context, 'What you have connected is', '/connections');
  if (!integrations) return await tellIsOff(context);
  const [all, offers] = await Promise.all([
    integrations.accounts.list(context.owner),
    integrations.accounts.offers(),
  ]);
  if (all.length === 0) return await offerConnecting(services, context, 'Nothing is connected yet.');
  const more = all.length - MOST;
  await offerConnecting(
    services,
    context,
    lines(
      bold('Connected'),
      ...all.slice(0, MOST).map((one) => lineOf(one, offers, clock.now())),
      ...(more > 0 ? [`… and ${more} more`] : []),
      ...(hasCalendar(all) ? ['', '/agenda shows what today brings.'] : []),
    ),
  );
};

/** Also of what is not offered any more. */
const NAMES: Record<Connection['provider'], string> = {
  google: 'Google Calendar',
  microsoft: 'Outlook Calendar',
  caldav: 'CalDAV',
  ics: 'Calendar feed',
  notion: 'Notion',
  'apple-notes': 'Apple Notes',
};

export const nameOf = (provider: Connection['provider'], offers: readonly ProviderOffer[]): string =>
  offers.find((offer) => offer.provider === provider)?.name ?? NAMES[provider];

const lineOf = (one: Connection, offers: readonly ProviderOffer[], nowMs: number): FormattedText => {
  const { calendars, fault, lastReadAtMs, provider, state } = one;
  const name = nameOf(provider, offers);
  const account = knownAs(one);
  const mark = state === 'broken' ? '❌' : fault === undefined ? '✅' : '⚠️';
  const count = givesCalendars(provider) && calendars.length > 1 ? `, ${calendars.length} calendars` : '';
  const read = lastReadAtMs === undefined ? 'not read yet' : `read ${timeAgo(lastReadAtMs, nowMs)}`;
  const how =
    state === 'broken'
      ? 'its permission has ended: connect it again in the app'
      : fault === undefined
        ? givesCalendars(provider)
          ? read
          : 'ready'
        : `could not be read: ${whyOf(fault)}`;
  // Apple Notes has no account to tell.
  const whose = account === name ? say`${name}` : say`${name} · ${accountText(account)}`;
  return say`${mark} ${whose}${count} · ${how}`;
};
