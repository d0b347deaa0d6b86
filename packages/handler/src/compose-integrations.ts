// What the function `web` and the worker have of connections at their start: seven ports, behind which all of it is loaded
// when somebody uses one.
import type { ConnectionsComposition } from './compose-connections.ts';
import type { IntegrationServices } from './context/services.ts';
import { lazily, lazyPort } from './lazily.ts';

/** Without a key to seal with nothing can be connected. */
export const composeIntegrations = (
  composition: ConnectionsComposition,
): { integrations?: IntegrationServices } => {
  const { readKeys, env } = composition;
  if (!readKeys && env.TOKEN_KEYS_PARAMETERS === undefined) return {};
  const composed = lazily(async () => {
    const { composeConnections } = await import('./compose-connections.ts');
    return composeConnections(composition);
  });
  const behind = <Name extends keyof IntegrationServices>(name: Name): IntegrationServices[Name] =>
    lazyPort<object>(async () => (await composed())[name]) as IntegrationServices[Name];
  return {
    integrations: {
      linking: behind('linking'),
      accounts: behind('accounts'),
      calendars: behind('calendars'),
      notes: behind('notes'),
      events: behind('events'),
      sharedBusy: behind('sharedBusy'),
      connections: behind('connections'),
    },
  };
};
