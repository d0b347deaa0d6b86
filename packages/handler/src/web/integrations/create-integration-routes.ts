// The routes of what people connect.
import { ConnectionFailure } from '../../connections/accounts.ts';
import type { IntegrationServices } from '../../context/services.ts';
import type { IntegrationRoute, Routes } from '../route-entry.ts';
import { getIntegrations, patchIntegrations, postDisconnect, postTest } from './connected.ts';
import { postConfirm, postConsent, postPending, postRefuse } from './consent.ts';
import { postBridge, postCalDav, postFeed } from './forms.ts';
import type { IntegrationDependencies } from './integration-dependencies.ts';

/** @param deps without `integrations` nothing can be connected here, and the routes say so */
export const createIntegrationRoutes = ({
  integrations = NOTHING,
  ...rest
}: Omit<IntegrationDependencies, 'integrations'> & {
  integrations?: IntegrationServices | undefined;
}): Routes<IntegrationRoute> => {
  const deps = { integrations, ...rest };
  return {
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
  };
};

const off = async (): Promise<never> => {
  throw new ConnectionFailure('provider-off');
};
const none = async (): Promise<[]> => [];

const NOTHING: IntegrationServices = {
  linking: { begin: off, finish: off, pending: off, confirm: off, refuse: off, expire: off },
  accounts: {
    ...{ offers: none, list: none, connectCalDav: off, connectFeed: off, connectBridge: off },
    ...{ choose: off, test: off, disconnect: off, disconnectAll: off },
  },
  calendars: { agenda: off, read: off, withCalendar: off },
};
