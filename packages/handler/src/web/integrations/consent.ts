// Connecting an account through its provider's page: the way there, and the person's word for what came back.
import * as z from 'zod/mini';
import { botUrl } from '../bot-url.ts';
import type { RouteEntry } from '../route-entry.ts';
import { WebError } from '../web-error.ts';
import { connectionId } from './connection-id.ts';
import type { IntegrationDependencies } from './integration-dependencies.ts';
import { readIntegrations } from './read-integrations.ts';

const consentBody = z.strictObject({
  provider: z.enum(['google', 'microsoft', 'notion']),
  again: z.optional(connectionId),
});
const codeBody = z.strictObject({ code: z.string().check(z.minLength(1), z.maxLength(64)) });

export const postConsent = ({
  integrations: { linking },
}: IntegrationDependencies): RouteEntry<'POST /api/integrations/consent'> => ({
  body: consentBody,
  handle: async ({ owner }, { body: { provider, again } }) => ({
    url: await linking.begin(owner, { provider, ...(again !== undefined && { again }) }),
  }),
});

export const postPending = (deps: IntegrationDependencies): RouteEntry<'POST /api/integrations/pending'> => ({
  body: codeBody,
  async handle({ owner }, { body: { code } }) {
    const { linking, accounts } = deps.integrations;
    const pending = await linking.pending(owner, code);
    if (!pending) throw new WebError('not-found');
    const { provider, account } = pending;
    const [offers, bot] = await Promise.all([accounts.offers(), deps.storedBot.read()]);
    const name = offers.find((offer) => offer.provider === provider)?.name ?? provider;
    return { provider, name, account, bot: botUrl(deps.telegramUrl, bot?.username ?? '') };
  },
});

export const postConfirm = ({
  integrations: { linking, accounts },
}: IntegrationDependencies): RouteEntry<'POST /api/integrations/confirm'> => ({
  body: codeBody,
  async handle({ owner }, { body: { code } }) {
    if (!(await linking.confirm(owner, code))) throw new WebError('not-found');
    return await readIntegrations(accounts, owner);
  },
});

export const postRefuse = ({
  integrations: { linking, accounts },
}: IntegrationDependencies): RouteEntry<'POST /api/integrations/refuse'> => ({
  body: codeBody,
  async handle({ owner }, { body: { code } }) {
    await linking.refuse(owner, code);
    return await readIntegrations(accounts, owner);
  },
});
