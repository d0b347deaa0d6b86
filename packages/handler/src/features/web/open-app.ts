// /web: the way into the app from a browser. What it sends signs in whoever opens it, once and for a few minutes.
import { randomBytes } from 'node:crypto';
import { signInTokenOf, TICKET_MS, TOKEN_BYTES } from '@steward/core/tokens';
import type { BotConfig, Services } from '../../context/services.ts';
import type { Link } from '../../telegram/buttons.ts';
import type { FormattedText } from '../../telegram/format/formatted-text.ts';
import { code, lines, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';

export type WebDependencies = Pick<Services, 'clock' | 'config' | 'tickets'>;

/** Of the app, that a link may lead to. */
export type Page = 'integrations';

const MINUTES = TICKET_MS / 60_000;

export const openApp = async (services: WebDependencies, context: CommandContext): Promise<void> => {
  const { app } = services.config;
  if (context.isGroup)
    return await context.reply(
      say`The app is yours alone: send me ${code('/web')} in our private chat, and you get a link there.`,
    );
  if (!app)
    return await context.reply(
      say`The app is not set up here. Who runs me can turn it on with ${code('PUBLIC_URL')}. Until then ${code('/help')} shows all that works in this chat.`,
    );
  const { button, text } = await wayIn(services, context.owner, app);
  await context.reply(lines('Your app, in the browser.', text), button);
};

/**
 * What signs its owner in, good once: a button, or where Telegram takes no such address a line to copy. `page`: where it
 * leads. `text` says what it is, and comes below what is said of the app.
 */
export const wayIn = async (
  services: Pick<Services, 'clock' | 'tickets'>,
  owner: number,
  app: NonNullable<BotConfig['app']>,
  page?: Page,
): Promise<{ button?: Link; text: FormattedText }> => {
  const address = new URL(page === undefined ? '/login' : `/login?to=${page}`, app.url).href;
  const url = `${address}#${await offerTicket(services, owner)}`;
  const rules = `It signs you in once, within ${MINUTES} minutes. Keep it to yourself: whoever opens it first is signed in as you.`;
  if (app.opensInTelegram)
    return {
      button: { text: 'Open the app', url },
      text: lines('The button is a link for you alone.', rules),
    };
  return {
    text: lines(
      'This link opens only on the machine where I run, so copy it into a browser there:',
      code(url),
      rules,
    ),
  };
};

const offerTicket = async (
  { clock, tickets }: Pick<WebDependencies, 'clock' | 'tickets'>,
  owner: number,
): Promise<string> => {
  const { token, hash } = signInTokenOf(owner, randomBytes(TOKEN_BYTES));
  const nowMs = clock.now();
  await tickets.offer({ owner, hash, expiresAtMs: nowMs + TICKET_MS }, nowMs);
  return token;
};
