// Where a browser comes back to from a provider's page. Nobody needs to be signed in: what came is worth nothing to who opens
// such an address, and nobody's name is on it before they confirm. The answer leads to the app; what it has to know stands
// behind the `#`, which no server and no log sees.
import { CALLBACK_PATHS } from '../../connections/callback-paths.ts';
import type { ConsentEnd, Linking } from '../../connections/linking.ts';
import type { Log } from '../../observability/log.ts';
import type { Ask, WebResponse } from '../read-event.ts';
import type { Tries } from '../sign-in/tries.ts';
import { WebError } from '../web-error.ts';

export interface CallbackDependencies {
  linking: Pick<Linking, 'finish'>;
  tries: Tries;
  log: Log;
}

export type Callbacks = ReadonlyMap<string, (ask: Ask) => Promise<WebResponse>>;

/** By path. */
export const createCallbacks = ({ linking, tries, log }: CallbackDependencies): Callbacks => {
  const finish = async (ask: Ask, provider: keyof typeof CALLBACK_PATHS): Promise<ConsentEnd> => {
    try {
      return await tries.limited(ask, async () => {
        const end = await linking.finish(provider, ask.allOfQuery);
        // Who guesses states is counted with who guesses tickets.
        if ('refused' in end && end.refused === 'unknown') throw new WebError('sign-in-refused');
        return end;
      });
    } catch (error) {
      if (error instanceof WebError)
        return { refused: error.fault.error === 'sign-in-refused' ? 'unknown' : 'throttled' };
      const fields = { action: 'web', route: ask.path, request_id: ask.requestId, outcome: 'failed' };
      log.error('A provider’s answer was not taken', error, fields);
      return { refused: 'away' };
    }
  };

  return new Map(
    Object.entries(CALLBACK_PATHS).map(([provider, path]) => [
      path,
      async (ask: Ask) => {
        if (!isVisit(ask)) return goTo('', 503);
        const end = await finish(ask, provider as keyof typeof CALLBACK_PATHS);
        return goTo('code' in end ? `#confirm=${end.code}` : `#refused=${end.refused}`);
      },
    ]),
  );
};

/** What looks ahead for a person, or shows them what an address leads to, has no say in what they confirm. */
const LOOKS_AHEAD = /prefetch|prerender|preview/i;
/** They name their page, all but a few. A phone of Cubot's is none. */
const BOTS = /\+https?:|telegrambot|twitterbot|facebookexternalhit|^whatsapp\/|uripreview/i;

const isVisit = ({ header }: Ask): boolean => {
  const purpose = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'].map(header).join(' ');
  // A picture, a frame or a script of another page is none; browsers from before 2023 do not tell.
  const shownAs = header('sec-fetch-dest');
  return (
    !LOOKS_AHEAD.test(purpose) &&
    !BOTS.test(header('user-agent')) &&
    (shownAs === '' || shownAs === 'document')
  );
};

const goTo = (fragment: string, statusCode = 303): WebResponse => ({
  statusCode,
  headers: {
    location: `/integrations${fragment}`,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  },
});
