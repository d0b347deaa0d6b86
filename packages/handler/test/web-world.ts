// The function `web` over a real table: a bot, people who are let in, and Telegram's hand that signs for them.

import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { type AttributeValue, DeleteItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { signInTokenOf, TICKET_MS } from '@steward/core/tokens';
import { createDynamoDbBotStore } from '../src/aws/dynamodb-bot-store.ts';
import { createDynamoDbProfileStore } from '../src/aws/dynamodb-profile-store.ts';
import { createDynamoDbTicketStore } from '../src/aws/dynamodb-ticket-store.ts';
import { composeWeb } from '../src/compose-web.ts';
import { silentLog } from '../src/observability/log.ts';
import { silentMeter } from '../src/observability/metrics.ts';
import type { WebResponse } from '../src/web/read-event.ts';
import { type StartedTable, startTable } from './contract/start-table.ts';
import { APP, ORIGIN, type Sent, webEvent } from './web-events.ts';

export const ADA = 1001;
export const STRANGER = 6006;
export const WEB_BOT = { id: 42, username: 'steward_bot', name: 'Steward' };

const keys = generateKeyPairSync('ed25519');
const { x = '' } = keys.publicKey.export({ format: 'jwk' });
export const MINI_APP_KEY = Buffer.from(x, 'base64url').toString('hex');

/** Seals what is connected. */
export const TOKEN_KEY = `1:${Buffer.alloc(32, 1).toString('base64')}`;

const BROWSER = {
  'x-steward-door': 'browser',
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0',
};

export type WebWorld = Awaited<ReturnType<typeof startWebWorld>>;

export interface WebWorldOptions {
  /** Where the app is; on this machine there are no cookies. */
  publicUrl?: string;
  /** One that other worlds used before: what is in it is removed, and who started it closes it. */
  table?: StartedTable;
  /** Further variables. */
  environment?: Record<string, string>;
}

export const startWebWorld = async ({ publicUrl = ORIGIN, ...given }: WebWorldOptions = {}) => {
  const table = given.table ?? (await startTable());
  if (given.table) await removeAll(table);
  let nowMs = Date.parse('2027-03-11T12:20:00Z');
  const environment = {
    ...table.environment,
    TABLE_NAME: table.tableName,
    PUBLIC_URL: publicUrl,
    ALLOWED_USER_IDS: String(ADA),
    MINI_APP_KEYS: MINI_APP_KEY,
    ...given.environment,
  };
  const queued: { body: string }[] = [];
  const queue = { send: async (message: { body: string }) => void queued.push(message) };
  const compose = (more: Record<string, string> = {}) =>
    composeWeb(
      { ...environment, ...more },
      {
        ...{ app: APP, log: silentLog, meter: silentMeter, queue },
        ...{ now: () => nowMs, readKeys: async () => [TOKEN_KEY] },
      },
    );
  let web = compose();
  await createDynamoDbBotStore(table).write(WEB_BOT);
  const profiles = createDynamoDbProfileStore(table);
  await profiles.update(ADA, { firstName: 'Ada', lastName: 'L', username: 'ada', updatedAtMs: nowMs });

  const ask = async (route: string, sent: Sent = {}): Promise<WebResponse> =>
    await web(
      webEvent(route, {
        ...sent,
        headers: { ...(!route.startsWith('GET') && { origin: publicUrl }), ...sent.headers },
      }),
    );

  const world = {
    table,
    environment,
    profiles,
    queued,
    ask,
    now: () => nowMs,
    pass(ms: number) {
      nowMs += ms;
    },
    /** Another warm function, or a configuration that was changed meanwhile. */
    startAgain(more?: Record<string, string>) {
      web = compose(more);
    },
    /** What Telegram hands the Mini App of a person. */
    initData(owner: number, signedMs = nowMs, names: Record<string, string> = {}): string {
      const user = JSON.stringify({ id: owner, ...names });
      const fields = { auth_date: String(Math.floor(signedMs / 1000)), user };
      const message = `${WEB_BOT.id}:WebAppData\nauth_date=${fields.auth_date}\nuser=${fields.user}`;
      const signature = sign(null, Buffer.from(message), keys.privateKey).toString('base64url');
      return String(new URLSearchParams({ ...fields, signature }));
    },
    /** What `/web` makes. */
    async ticket(owner: number): Promise<string> {
      const { token, hash } = signInTokenOf(owner, randomBytes(32));
      const offered = { owner, hash, expiresAtMs: nowMs + TICKET_MS };
      await createDynamoDbTicketStore(table).offer(offered, nowMs);
      return token;
    },
    signIn: async (initData: string, sent: Sent = {}) =>
      await ask('POST /api/sign-in', { ...sent, body: { initData } }),
    look: async (ticket: string, sent: Sent = {}) =>
      await ask('POST /api/ticket', { ...sent, headers: { ...BROWSER, ...sent.headers }, body: { ticket } }),
    use: async (ticket: string, sent: Sent = {}) =>
      await ask('POST /api/ticket/use', {
        ...sent,
        headers: { ...BROWSER, ...sent.headers },
        body: { ticket },
      }),
    /** In the browser's document, with the cookie that a response set. */
    inBrowser: (response: WebResponse): Sent => ({
      headers: BROWSER,
      cookies: [(response.cookies?.[0] ?? '').split(';')[0] ?? ''],
    }),
    close: table.close,
  };
  return world;
};

export const itemsOf = async ({
  client,
  tableName,
}: StartedTable): Promise<Record<string, AttributeValue>[]> =>
  (await client.send(new ScanCommand({ TableName: tableName }))).Items ?? [];

const removeAll = async (table: StartedTable): Promise<void> => {
  for (const { pk, sk } of await itemsOf(table)) {
    const Key = { pk, sk } as Record<string, AttributeValue>;
    await table.client.send(new DeleteItemCommand({ TableName: table.tableName, Key }));
  }
};

export const bearer = (token: unknown): Sent => ({ headers: { authorization: `Bearer ${String(token)}` } });
