// What a person has connected: listed, chosen from, tested and ended.
import * as z from 'zod/mini';
import { MAX_CALENDAR_ID, MAX_CALENDARS } from '../../connections/chosen-calendars.ts';
import type { RouteEntry } from '../route-entry.ts';
import { connectionId } from './connection-id.ts';
import type { IntegrationDependencies } from './integration-dependencies.ts';
import { readIntegrations } from './read-integrations.ts';

/** A provider's; of CalDAV a whole address. */
const calendarId = z.string().check(z.minLength(1), z.maxLength(MAX_CALENDAR_ID));

const choiceBody = z.strictObject({
  id: connectionId,
  busy: z.optional(z.array(calendarId).check(z.maxLength(MAX_CALENDARS))),
  target: z.optional(z.nullable(calendarId)),
});
const ofOne = z.strictObject({ id: connectionId });

export const getIntegrations = ({
  integrations: { accounts },
}: IntegrationDependencies): RouteEntry<'GET /api/integrations'> => ({
  handle: async ({ owner }) => await readIntegrations(accounts, owner),
});

export const patchIntegrations = ({
  integrations: { accounts },
}: IntegrationDependencies): RouteEntry<'PATCH /api/integrations'> => ({
  body: choiceBody,
  async handle({ owner }, { body }) {
    await accounts.choose(owner, body);
    return await readIntegrations(accounts, owner);
  },
});

export const postTest = ({
  integrations: { accounts },
}: IntegrationDependencies): RouteEntry<'POST /api/integrations/test'> => ({
  body: ofOne,
  async handle({ owner }, { body: { id } }) {
    await accounts.test(owner, id);
    return await readIntegrations(accounts, owner);
  },
});

export const postDisconnect = ({
  integrations: { accounts },
}: IntegrationDependencies): RouteEntry<'POST /api/integrations/disconnect'> => ({
  body: ofOne,
  async handle({ owner }, { body: { id } }) {
    const atProvider = await accounts.disconnect(owner, id);
    return { ...(await readIntegrations(accounts, owner)), atProvider };
  },
});
