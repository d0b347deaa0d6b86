// What is said where there is nothing to show yet, with the way on from there.
import type { ProviderOffer } from '../../connections/linking.ts';
import type { FormattedText } from '../../telegram/format/formatted-text.ts';
import { code, lines, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { wayIn } from '../web/open-app.ts';
import type { ConnectionDependencies } from './dependencies.ts';

export const NO_CALENDAR = 'No calendar is connected, so I cannot show your agenda.';

export const tellIsPrivate = async (
  { reply }: CommandContext,
  what: string,
  command: string,
): Promise<void> => await reply(say`${what} yours alone: send me ${code(command)} in our private chat.`);

export const tellIsOff = async ({ reply }: CommandContext): Promise<void> =>
  await reply(
    say`Calendars and notes cannot be connected here: there is no key to keep their sign-in safe with. Who runs me can turn it on with ${code('token_key_version = 1')} in Terraform’s variables.`,
  );

/** Below what is said, the way to the app's page. `gives`: nothing else helps here. */
export const offerConnecting = async (
  services: ConnectionDependencies,
  context: CommandContext,
  head: string | FormattedText,
  gives?: ProviderOffer['gives'],
): Promise<void> => {
  const { config, integrations } = services;
  const offers = (await integrations?.accounts.offers()) ?? [];
  const names = offers.filter((offer) => !gives || offer.gives === gives).map(({ name }) => name);
  if (!config.app)
    return await context.reply(
      lines(
        head,
        '',
        say`That is done in the app, which is not set up here. Who runs me can turn it on with ${code('PUBLIC_URL')}.`,
      ),
    );
  const { button, text } = await wayIn(services, context.owner, config.app, 'integrations');
  const what = names.length > 0 ? `In the app you can connect: ${names.join(', ')}.` : undefined;
  await context.reply(lines(head, '', what, text), button);
};
