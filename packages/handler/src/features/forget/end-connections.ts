// What /forget does about connections, before they are deleted: gives back what can be, and tells what stays with others.
import type { MadeEvent } from '@steward/core';
import type { Services } from '../../context/services.ts';
import type { CommandContext } from '../feature.ts';

/** Where somebody takes back what could not be given back, each as a line of what stays. */
const KEPT: Record<string, string> = {
  google: 'the access you gave me at Google, until you remove it: myaccount.google.com/connections',
  microsoft:
    'the access you gave me at Microsoft, until you remove it: account.live.com/consent/Manage, at work myapps.microsoft.com',
  notion: 'the access you gave me at Notion, until you remove it in its settings, under Connections',
  caldav: 'the password you made for me at your calendar’s provider, until you delete it there',
};
const INVITED = 'the invitations that went out, with whom you invited';
const WRITTEN = 'what I wrote into calendars and notes of yours elsewhere, until you delete it there';

/** What opens them is gone here in any case. A group has none. */
export const endConnections = async (
  { events, integrations }: Pick<Services, 'events' | 'integrations'>,
  context: CommandContext,
): Promise<string[]> => {
  if (context.isGroup || !integrations) return [];
  const { owner, claim } = context;
  const made = await events.list(owner, MOST_LOOKED_AT);
  const ended = await integrations.accounts.giveBackAll(owner);
  const now = [
    ...ended.map(({ provider, atProvider }) => `${provider}:${atProvider}`),
    // Also of an account that was disconnected long ago.
    ...made.filter(({ undoneAtMs }) => undoneAtMs === undefined).flatMap(stayingOf),
  ];
  // An earlier try may have deleted some of them already.
  const known = [...new Set([...(claim.facts.disconnected ?? '').split(' ').filter(Boolean), ...now])];
  if (known.length === 0) return [];
  await context.record({ disconnected: known.join(' ') });
  const kept = Object.keys(KEPT).filter((provider) => known.includes(`${provider}:kept`));
  const isWritten = known.some((one) => !one.startsWith('ics:'));
  return [
    ...kept.map((provider) => KEPT[provider] ?? ''),
    ...(isWritten ? [WRITTEN] : []),
    ...(known.includes('event:invited') ? [INVITED] : []),
  ];
};

const MOST_LOOKED_AT = 200;

const stayingOf = ({ invited, inviting }: MadeEvent): string[] =>
  (inviting ?? invited) ? ['event:made', 'event:invited'] : ['event:made'];
