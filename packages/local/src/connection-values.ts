// What a person who runs Steward here sets of providers: values, where the cloud has the names of parameters.
import { connectionVariables } from '@steward/handler';
import type { LocalEnvironment } from './local-environment.ts';

const {
  TOKEN_KEYS_PARAMETERS: _keys,
  GOOGLE_CLIENT_SECRET_PARAMETER: _google,
  MICROSOFT_CLIENT_SECRET_PARAMETER: _microsoft,
  NOTION_CLIENT_SECRET_PARAMETER: _notion,
  ...values
} = connectionVariables;

export const connectionValues = values;

/** As the functions `web` and worker read them. */
export const connectionEnvironment = (env: LocalEnvironment): Record<string, string> => {
  const set = (Object.keys(values) as (keyof typeof values)[]).flatMap((name) => {
    const value = env[name];
    return value === undefined || value.length === 0 ? [] : [[name, String(value)] as const];
  });
  return Object.fromEntries(set);
};

/** A provider that is pretended: on the chat page, wherever no client of an own is set. */
export const isDemo = (env: LocalEnvironment, provider: 'GOOGLE' | 'NOTION'): boolean =>
  env.TELEGRAM_BOT_TOKEN === undefined && env[`${provider}_CLIENT_ID`] === undefined;
