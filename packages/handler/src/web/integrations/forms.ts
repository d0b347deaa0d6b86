// What is connected without a provider's page: a CalDAV account, a feed, and a Shortcut. Nothing of what was typed comes back.
import * as z from 'zod/mini';
import type { RouteEntry } from '../route-entry.ts';
import { countHourly } from '../sign-in/tries.ts';
import { connectionId } from './connection-id.ts';
import type { IntegrationDependencies } from './integration-dependencies.ts';
import { readIntegrations } from './read-integrations.ts';

/** An hour: nobody is to look for hosts by our function. */
export const FORM_TRIES = 20;

const countForm = (deps: IntegrationDependencies, owner: number) =>
  countHourly(deps, `forms-${owner}`, FORM_TRIES);

const again = z.optional(connectionId);
const line = (longest: number) =>
  z.string().check(z.trim(), z.minLength(1), z.maxLength(longest), z.regex(/^[^\p{Cc}]+$/u));

const caldavBody = z.strictObject({
  url: line(2_000),
  // What is sent ends it by a colon.
  username: line(300).check(z.regex(/^[^:]+$/)),
  password: z.string().check(z.minLength(1), z.maxLength(1_000)),
  again,
});
const feedBody = z.strictObject({ address: line(4_000), name: z.optional(line(100)), again });

export const postCalDav = (deps: IntegrationDependencies): RouteEntry<'POST /api/integrations/caldav'> => ({
  body: caldavBody,
  async handle({ owner }, { body }) {
    const { accounts } = deps.integrations;
    await countForm(deps, owner);
    await accounts.connectCalDav(owner, body);
    return await readIntegrations(accounts, owner);
  },
});

export const postFeed = (deps: IntegrationDependencies): RouteEntry<'POST /api/integrations/feed'> => ({
  body: feedBody,
  async handle({ owner }, { body }) {
    const { accounts } = deps.integrations;
    await countForm(deps, owner);
    await accounts.connectFeed(owner, body);
    return await readIntegrations(accounts, owner);
  },
});

export const postBridge = ({
  integrations: { accounts },
}: IntegrationDependencies): RouteEntry<'POST /api/integrations/bridge'> => ({
  body: z.strictObject({}),
  async handle({ owner }) {
    const { token } = await accounts.connectBridge(owner);
    return { ...(await readIntegrations(accounts, owner)), token };
  },
});
