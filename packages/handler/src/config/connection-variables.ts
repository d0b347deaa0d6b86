// What the operator sets of providers that people connect. In zod's small form: a cold start waits for it.
import * as z from 'zod/mini';
import { filled, list, tokenKeys } from './variables.ts';

const httpUrl = z.url({ protocol: /^https?$/, error: 'is no http(s) URL' });
const tenant = z
  .string()
  .check(z.trim(), z.regex(/^[\w.-]{1,100}$/, 'is no tenant (common, or the id or domain of one)'));
const host = z
  .string()
  .check(
    z.regex(
      /^(?:\[[\da-fA-F:.]+\](?::\d{1,5})?|[\w.-]+(?::\d{1,5})?|[\da-fA-F:.]+)$/,
      'is no host or host:port',
    ),
  );

/** For both the function `web` and the worker. A provider without its id or its secret is off, and harms no other. */
export const connectionVariables = {
  TOKEN_KEYS_PARAMETERS: tokenKeys,
  GOOGLE_CLIENT_ID: z.optional(filled),
  GOOGLE_CLIENT_SECRET: z.optional(filled),
  GOOGLE_CLIENT_SECRET_PARAMETER: z.optional(filled),
  /** Of a stand-in: then what it offers is called a demo. */
  GOOGLE_URL: z.optional(httpUrl),
  MICROSOFT_CLIENT_ID: z.optional(filled),
  MICROSOFT_CLIENT_SECRET: z.optional(filled),
  MICROSOFT_CLIENT_SECRET_PARAMETER: z.optional(filled),
  MICROSOFT_TENANT: z.optional(tenant),
  MICROSOFT_URL: z.optional(httpUrl),
  NOTION_CLIENT_ID: z.optional(filled),
  NOTION_CLIENT_SECRET: z.optional(filled),
  NOTION_CLIENT_SECRET_PARAMETER: z.optional(filled),
  NOTION_URL: z.optional(httpUrl),
  /** That connections may reach although they are private. */
  CALDAV_HOSTS: z._default(z.pipe(list, z.array(host)), []),
};

export const connectionsEnvironment = z.object(connectionVariables);

export type ConnectionsEnvironment = z.infer<typeof connectionsEnvironment>;
