// The routes of what people connect.
import { ConnectionFailure } from '../../connections/accounts.ts';
import type { ConsentEnd } from '../../connections/linking.ts';
import type { IntegrationServices } from '../../context/services.ts';
import type { IntegrationRoute, Routes } from '../route-entry.ts';
import { getIntegrations, patchIntegrations, postDisconnect, postTest } from './connected.ts';
import { postConfirm, postConsent, postPending, postRefuse } from './consent.ts';
import { postBridge, postCalDav, postFeed } from './forms.ts';
import type { IntegrationDependencies } from './integration-dependencies.ts';

export const createIntegrationRoutes = (deps: IntegrationDependencies): Routes<IntegrationRoute> => ({
  'GET /api/integrations': getIntegrations(deps),
  'PATCH /api/integrations': patchIntegrations(deps),
  'POST /api/integrations/caldav': postCalDav(deps),
  'POST /api/integrations/feed': postFeed(deps),
  'POST /api/integrations/bridge': postBridge(deps),
  'POST /api/integrations/test': postTest(deps),
  'POST /api/integrations/disconnect': postDisconnect(deps),
  'POST /api/integrations/consent': postConsent(deps),
  'POST /api/integrations/pending': postPending(deps),
  'POST /api/integrations/confirm': postConfirm(deps),
  'POST /api/integrations/refuse': postRefuse(deps),
});

const off = async (): Promise<never> => {
  throw new ConnectionFailure('provider-off');
};
const refused = async (): Promise<ConsentEnd> => ({ refused: 'provider-off' });
const none = async (): Promise<[]> => [];

/** Where there is no key to seal with: nothing can be connected here. */
export const NOTHING: IntegrationServices = {
  linking: { begin: off, finish: refused, pending: off, confirm: off, refuse: off, expire: off },
  accounts: {
    ...{ offers: none, list: none, connectCalDav: off, connectFeed: off, connectBridge: off },
    ...{ choose: off, test: off, disconnect: off, giveBackAll: off },
  },
  calendars: { agenda: off, read: off, withCalendar: off },
  notes: { of: off, undoAtNotion: off, test: off, databases: off },
  events: { check: off, make: off, invite: off, undo: off, list: off },
  sharedBusy: { read: async () => ({ why: 'provider-off' }) },
  connections: { get: off, lease: off, markBroken: off, moveDue: off },
};
