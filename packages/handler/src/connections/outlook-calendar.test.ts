import {
  createGuardedFetch,
  createOAuthClient,
  microsoftProvider,
  newVerifier,
  providerAt,
} from '@steward/connectors';
import { sampleConnection } from '@steward/core/testing';
import { giveConsent, startFakeGraph } from '@steward/stand-ins/testing';
import { expect, it } from 'vitest';
import { ADA, EIGHT, startCalendarWorld } from '../../test/calendar-world.ts';
import { connectionsEnvironment } from '../config/connection-variables.ts';
import { openBusy } from './busy-intervals.ts';
import { createClientSecrets } from './client-secrets.ts';
import { createCalendarReading } from './create-calendar-reading.ts';
import { createProviders } from './providers.ts';

const redirectUri = 'http://localhost/integrations/outlook/callback';
const client = { id: 'client-id', secret: 'secret', redirectUris: [redirectUri] };
const account = 'ada@example.com';

it('a calendar of Outlook is read with a token that was just renewed, and says when somebody is busy', async () => {
  const world = await startCalendarWorld();
  const graph = await startFakeGraph({ client, clock: world.clock });
  try {
    const oauth = createOAuthClient({
      provider: providerAt(microsoftProvider, graph.url),
      ...{ clientId: client.id, clientSecret: client.secret },
      fetch: createGuardedFetch({ allowedHosts: [new URL(graph.url).host] }),
    });
    const verifier = newVerifier();
    const back = await giveConsent(oauth.authorizeUrl({ state: 's', verifier, redirectUri }));
    const code = back.searchParams.get('code') ?? '';
    const { refreshToken = '' } = await oauth.exchange({ code, verifier, redirectUri });
    const whose = { owner: ADA, provider: 'microsoft', connection: 'm-1' } as const;
    const connection = sampleConnection({
      ...{ owner: ADA, id: 'm-1', provider: 'microsoft', account, calendars: [], createdAtMs: EIGHT },
      sealed: {
        refreshToken: world.seal.seal(refreshToken, { ...whose, field: 'refreshToken' }),
        accessToken: world.seal.seal('ended', { ...whose, field: 'accessToken' }),
      },
      accessEndsAtMs: EIGHT - 1,
    });
    await world.stores.connections.put(connection);
    const env = connectionsEnvironment.parse({
      ...{ MICROSOFT_CLIENT_ID: client.id, MICROSOFT_CLIENT_SECRET: client.secret, MICROSOFT_URL: graph.url },
    });
    const secrets = createClientSecrets(env, async () => undefined);
    const providers = createProviders({ env, secrets, now: world.clock.now });
    const [calendar] = graph.calendars(account);
    const utc = (hour: string) => ({ dateTime: `2026-12-03T${hour}:00:00`, timeZone: 'UTC' });
    graph.seed(account, calendar?.id ?? '', { subject: 'Dentist', start: utc('09'), end: utc('10') });

    await createCalendarReading({ ...world.dependencies, providers }).read(connection);

    const kept = await world.get('m-1');
    expect(kept).toMatchObject({ state: 'active', calendars: [{ id: calendar?.id, isWritable: true }] });
    const [mirror] = await world.mirrors.list(ADA);
    expect(mirror && openBusy(world.seal, kept, mirror).items).toEqual([
      { startMs: EIGHT + 3_600_000, endMs: EIGHT + 7_200_000, standing: 'busy' },
    ]);
    // The code's, and the renewed one.
    expect(graph.seen.filter(({ route }) => route.endsWith('/token'))).toHaveLength(2);
  } finally {
    await Promise.all([world.close(), graph.close()]);
  }
});
