// Tells a person once that an account has to be connected anew, with the way there.
import type { Connection, Outcome } from '@steward/core';
import { knownAs } from '../../connections/known-as.ts';
import type { BotConfig, IntegrationServices } from '../../context/services.ts';
import type { WorkContext } from '../../context/work-context.ts';
import type { Link } from '../../telegram/buttons.ts';
import { bold, code, lines, say } from '../../telegram/say.ts';
import { reach } from '../reminders/reachable.ts';
import { accountText } from './agenda/missing-lines.ts';
import type { ConnectionDependencies } from './dependencies.ts';
import { nameOf } from './list-connections.ts';

export const tellBroken = async (
  services: ConnectionDependencies,
  { accounts }: IntegrationServices,
  connection: Connection,
  { profile, sender }: WorkContext,
): Promise<Outcome> => {
  const { owner, provider } = connection;
  const name = nameOf(provider, await accounts.offers());
  const { line, button } = wayBack(services.config.app);
  const text = lines(
    say`🔌 ${bold(name)} · ${accountText(knownAs(connection))} has to be connected again.`,
    WHY[provider],
    '',
    line,
  );
  const sent = await reach(services, { owner, authorId: owner }, profile, async () => ({
    id: await sender.send('broken', text, button),
  }));
  services.meter.count('ConnectionsBroken');
  if (!sent) return 'refused';
  return sent.id === undefined ? 'failed' : 'answered';
};

const CALENDARS = 'Until then its events are missing in your agenda and your briefing.';
const ENDED = 'My permission there has ended: it was taken back, or it ran out.';
const byName = (what: string) => `${what} was refused twice. ${CALENDARS}`;

/** What stopped, and why. */
const WHY: Record<Connection['provider'], string> = {
  google: `${ENDED} ${CALENDARS}`,
  microsoft: `${ENDED} ${CALENDARS}`,
  caldav: byName('Its password'),
  ics: byName('Its address'),
  notion: `${ENDED} Until then no note of yours gets there.`,
  'apple-notes': 'Until then no note of yours gets there.',
};

const wayBack = (app: BotConfig['app']): { line: ReturnType<typeof lines>; button?: Link } => {
  if (!app)
    return {
      line: say`That is done in the app, which is not set up here. Who runs me can turn it on with ${code('PUBLIC_URL')}.`,
    };
  const { href } = new URL('/integrations', app.url);
  const kept = 'What you chose for it is kept.';
  if (app.opensInTelegram) return { line: say`${kept}`, button: { text: 'Reconnect', url: href } };
  return {
    line: lines(kept, 'Open this in a browser on the machine where I run:', code(href)),
  };
};
