// What people can connect here: halves of a client, and keys that cannot be used. Nobody outside is asked.
import { isDemo } from '../connection-values.ts';
import type { LocalEnvironment } from '../local-environment.ts';
import { tokenKeysFault } from '../token-keys-file.ts';
import { broken, doubtful, type Finding, good } from './finding.ts';

const PROVIDERS = { GOOGLE: 'Google', MICROSOFT: 'Outlook', NOTION: 'Notion' } as const;
type Prefix = keyof typeof PROVIDERS;

export const checkConnections = (env: LocalEnvironment): Finding[] => {
  const prefixes = Object.keys(PROVIDERS) as Prefix[];
  const halves = prefixes.flatMap((prefix): Finding[] => {
    const names = [`${prefix}_CLIENT_ID`, `${prefix}_CLIENT_SECRET`] as const;
    const missing = names.filter((name) => env[name] === undefined);
    if (missing.length !== 1) return [];
    return [
      doubtful(
        `connections: ${PROVIDERS[prefix]} is not offered, because ${missing[0]} is not set`,
        `${missing[0]}=… npm start`,
      ),
    ];
  });
  const fault = tokenKeysFault(env.DATA_DIR);
  if (fault !== undefined) return [broken(`connections: ${fault}`), ...halves];
  const ready = prefixes.filter((prefix) => env[`${prefix}_CLIENT_ID`] && env[`${prefix}_CLIENT_SECRET`]);
  const offered = [
    ...ready.map((prefix) => PROVIDERS[prefix]),
    ...(isDemo(env, 'GOOGLE') ? ['the demo calendar'] : []),
    ...(isDemo(env, 'NOTION') ? ['demo notes'] : []),
  ];
  return [
    good(`connections: ${[...offered, 'CalDAV', 'calendar addresses'].join(', ')} can be connected`),
    ...halves,
  ];
};
