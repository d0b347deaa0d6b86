// What the function `web` and the worker have of connections at their start: five ports, behind which all of it is loaded
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
  return {
    integrations: {
      linking: lazyPort(async () => (await composed()).linking),
      accounts: lazyPort(async () => (await composed()).accounts),
      calendars: lazyPort(async () => (await composed()).calendars),
      notes: lazyPort(async () => (await composed()).notes),
      connections: lazyPort(async () => (await composed()).connections),
    },
  };
};
