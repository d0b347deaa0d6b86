// getUpdates, setWebhook, deleteWebhook, getWebhookInfo: the two ways updates reach a bot.
import type { Method, MethodContext } from '../method.ts';
import { type RequestParameters, readArray, readBoolean, readInteger, readString } from '../parameters.ts';
import { refuse } from '../refusals.ts';
import type { StateRecord, WebhookRecord } from '../state.ts';
import { updateKinds } from '../update-kinds.ts';

const maxPollSeconds = 50;
const maxPollUpdates = 100;
const defaultConnections = 40;

export const getUpdates: Method = {
  name: 'getUpdates',
  parameters: ['offset', 'limit', 'timeout', 'allowed_updates'],
  refusals: ['pollConflict', 'pollAbortedByWebhook', 'webhookActive', 'allowedUpdatesInvalid'],
  async run({ store, queue }, request, signal) {
    const limit = readInteger(request, 'limit') ?? maxPollUpdates;
    const timeout = readInteger(request, 'timeout') ?? 0;
    const allowed = readAllowedUpdates(request);
    if (store.state.webhook) refuse('webhookActive');
    if (allowed.length > 0) store.commit(allowed);
    const updates = await queue.poll({
      offset: readInteger(request, 'offset') ?? 0,
      limit: limit < 1 || limit > maxPollUpdates ? maxPollUpdates : limit,
      timeoutSeconds: Math.min(Math.max(timeout, 0), maxPollSeconds),
      ...(signal && { signal }),
    });
    return { result: updates };
  },
};

export const setWebhook: Method = {
  name: 'setWebhook',
  parameters: ['url', 'max_connections', 'allowed_updates', 'drop_pending_updates', 'secret_token'],
  refusals: ['webhookUrlInvalid', 'secretInvalid', 'connectionsInvalid', 'allowedUpdatesInvalid'],
  run(context, request) {
    const url = readString(request, 'url') ?? '';
    if (url === '') return dropWebhook(context, request);
    const webhook = readWebhook(url, request);
    const same = JSON.stringify(context.store.state.webhook) === JSON.stringify(webhook);
    const { queue, store } = context;
    store.commit([
      ...readAllowedUpdates(request),
      ...droppedUpdates(context, request),
      { type: 'webhook', webhook },
    ]);
    queue.abortPoll('pollAbortedByWebhook');
    queue.announce();
    return { result: true, description: same ? 'Webhook is already set' : 'Webhook was set' };
  },
};

export const deleteWebhook: Method = {
  name: 'deleteWebhook',
  parameters: ['drop_pending_updates'],
  refusals: [],
  run: (context, request) => dropWebhook(context, request),
};

export const getWebhookInfo: Method = {
  name: 'getWebhookInfo',
  parameters: [],
  refusals: [],
  run({ store, queue, webhookFault }) {
    const { webhook, allowedUpdates } = store.state;
    const fault = webhookFault();
    return {
      result: {
        url: webhook?.url ?? '',
        has_custom_certificate: false,
        pending_update_count: queue.pending().length,
        ...(webhook && { max_connections: webhook.maxConnections, ip_address: '127.0.0.1' }),
        ...(webhook && fault && { last_error_date: fault.date, last_error_message: fault.message }),
        ...(allowedUpdates?.length && { allowed_updates: allowedUpdates }),
      },
    };
  },
};

const readWebhook = (url: string, request: RequestParameters): WebhookRecord => {
  // Telegram insists on HTTPS; on one machine plain HTTP is as good.
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) refuse('webhookUrlInvalid');
  const secretToken = readString(request, 'secret_token');
  if (secretToken && !/^[\w-]{1,256}$/.test(secretToken)) refuse('secretInvalid');
  const maxConnections = readInteger(request, 'max_connections') ?? defaultConnections;
  if (maxConnections < 1 || maxConnections > 100) refuse('connectionsInvalid');
  return { url, maxConnections, ...(secretToken && { secretToken }) };
};

const dropWebhook = (context: MethodContext, request: RequestParameters) => {
  const was = context.store.state.webhook;
  context.store.commit([...droppedUpdates(context, request), { type: 'webhook', webhook: null }]);
  return { result: true, description: was ? 'Webhook was deleted' : 'Webhook is already deleted' };
};

const droppedUpdates = ({ store }: MethodContext, request: RequestParameters): StateRecord[] => {
  if (!readBoolean(request, 'drop_pending_updates')) return [];
  return [{ type: 'updates-before', updateId: store.state.nextUpdateId }];
};

/** The list persists when it is left out; an empty one means the default. */
const readAllowedUpdates = (request: RequestParameters): StateRecord[] => {
  const kinds = readArray(request, 'allowed_updates');
  if (!kinds) return [];
  const unknown = kinds.find((kind) => typeof kind !== 'string' || !updateKinds.has(kind));
  if (unknown !== undefined) refuse('allowedUpdatesInvalid', String(unknown).slice(0, 40));
  return [{ type: 'allowed-updates', kinds: kinds.length > 0 ? (kinds as string[]) : null }];
};
