// /web: the way into the app from a browser. What it sends signs in whoever opens it, once and for a few minutes.
import { randomBytes } from 'node:crypto';
import { signInTokenOf, TICKET_MS, TOKEN_BYTES } from '@steward/core/tokens';
import type { Services } from '../../context/services.ts';
import { code, lines, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';

export type WebDependencies = Pick<Services, 'clock' | 'config' | 'tickets'>;

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
  const link = `${new URL('/login', app.url).href}#${await offerTicket(services, context.owner)}`;
  const rules = `It signs you in once, within ${MINUTES} minutes. Keep it to yourself: whoever opens it first is signed in as you.`;
  if (app.opensInTelegram)
    return await context.reply(
      lines('Your app, in the browser. The button is a link for you alone.', rules),
      {
        text: 'Open the app',
        url: link,
      },
    );
  await context.reply(
    lines(
      'Your app. This link opens only on the machine where I run, so copy it into a browser there:',
      code(link),
      rules,
    ),
  );
};

const offerTicket = async ({ clock, tickets }: WebDependencies, owner: number): Promise<string> => {
  const { token, hash } = signInTokenOf(owner, randomBytes(TOKEN_BYTES));
  const nowMs = clock.now();
  await tickets.offer({ owner, hash, expiresAtMs: nowMs + TICKET_MS }, nowMs);
  return token;
};
