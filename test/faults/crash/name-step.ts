// Says what a request of the worker or the dispatcher means, from the request alone: the names of the step boundaries.
import type { IncomingMessage } from 'node:http';

export type Service = 'dynamodb' | 'sqs' | 's3' | 'telegram' | 'ollama';

export interface Step {
  service: Service;
  name: string;
  /** Intents to send that are recorded with it: the slot, and how often it will have been tried. */
  intents: Map<string, number>;
}

export const nameStep = ({ method, url = '/', headers }: IncomingMessage, body: Buffer): Step => {
  const { pathname, searchParams } = new URL(url, 'http://gate');
  const [, family = '', action = ''] = /^(DynamoDB|AmazonSQS)[^.]*\.(\w+)$/.exec(target(headers)) ?? [];
  const intents = new Map<string, number>();
  if (family === 'DynamoDB') {
    const request = json(body);
    return { service: 'dynamodb', name: tableStep(action, request), intents: intentsOf(request) };
  }
  if (family === 'AmazonSQS') return { service: 'sqs', name: queueStep(action, body.toString()), intents };
  if (pathname.startsWith('/api/'))
    return { service: 'ollama', name: MODEL_STEPS[pathname] ?? pathname, intents };
  if (pathname.startsWith('/file/')) return { service: 'telegram', name: 'download file', intents };
  const call = /^\/bot[^/]+\/(\w+)$/.exec(pathname)?.[1];
  if (call) return { service: 'telegram', name: telegramStep(call, body.toString()), intents };
  const name = searchParams.has('list-type') ? 'list archives' : `${ARCHIVE_VERBS[method ?? '']} archive`;
  return { service: 's3', name, intents };
};

const queueStep = (action: string, body: string): string => {
  if (action === 'ChangeMessageVisibility') return 'hide message';
  if (action !== 'SendMessage') return action;
  return /"steward\\*":\\*"due/.test(body) ? 'queue what is due' : 'queue note';
};
const MODEL_STEPS: Record<string, string> = {
  '/api/chat': 'ask model',
  '/api/tags': 'list models',
  '/api/ps': 'list loaded models',
  '/api/show': 'look at model',
};
const ARCHIVE_VERBS: Record<string, string> = { PUT: 'write', GET: 'read', DELETE: 'remove' };

const target = (headers: IncomingMessage['headers']): string => String(headers['x-amz-target'] ?? '');

/** A growing answer is known by its Stop button. */
const telegramStep = (call: string, body: string): string => {
  const grows = /stop(?::|%3A)\d/.test(body);
  if (call === 'sendMessage') return grows ? 'send placeholder' : 'send text';
  if (call === 'editMessageText') return grows ? 'grow placeholder' : 'show in place';
  return TELEGRAM_STEPS[call] ?? call;
};

const TELEGRAM_STEPS: Record<string, string> = {
  sendDocument: 'send file',
  getFile: 'ask for file',
  sendChatAction: 'show typing',
};

interface TableRequest {
  IndexName?: string;
  Key?: Attributes;
  Item?: Attributes;
  UpdateExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Attributes;
  RequestItems?: Record<string, { PutRequest?: object; DeleteRequest?: { Key: Attributes } }[]>;
}
type Attributes = Record<string, { S?: string; N?: string; BOOL?: boolean }>;

const json = (body: Buffer): TableRequest => JSON.parse(body.toString() || '{}') as TableRequest;

const tableStep = (action: string, request: TableRequest): string => {
  const sk = (request.Key ?? request.Item)?.sk?.S ?? '';
  const [kind = ''] = sk.split('#');
  switch (action) {
    case 'GetItem':
      return `read ${KINDS[kind] ?? kind}`;
    case 'Query':
      return request.IndexName === 'due_index'
        ? 'look for what is due'
        : queryStep(request.ExpressionAttributeValues?.[':sk']?.S ?? '');
    case 'PutItem':
      return kind === 'MESSAGE'
        ? `store ${PLACES[sk.slice(-6)] ?? 'message'}`
        : `store ${KINDS[kind] ?? kind}`;
    case 'DeleteItem':
      return `remove ${KINDS[kind] ?? kind}`;
    case 'BatchWriteItem':
      return batchStep(Object.values(request.RequestItems ?? {}).flat());
    case 'UpdateItem':
      return updateStep(kind, request);
    default:
      return action;
  }
};

const KINDS: Record<string, string> = {
  PROFILE: 'profile',
  MODEL: 'session',
  HEADER: 'header',
  MESSAGE: 'message',
  UPDATE: 'claim',
  REMINDER: 'reminder',
  STOP: 'stop signal',
  TICK: 'horizon',
};
const PLACES: Record<string, string> = { '000000': 'question', '000001': 'reply', '000002': 'part' };

const queryStep = (range: string): string => {
  if (range.startsWith('MODEL#')) return 'list sessions';
  return range.startsWith('MESSAGE#') ? 'read conversation' : 'list all keys';
};

const batchStep = (writes: { PutRequest?: object; DeleteRequest?: { Key: Attributes } }[]): string => {
  if (writes.some(({ PutRequest }) => PutRequest)) return 'store messages';
  const keys = writes.map(({ DeleteRequest }) => DeleteRequest?.Key.sk?.S ?? '');
  return keys.every((sk) => sk.startsWith('MESSAGE#')) ? 'remove messages' : 'remove everything';
};

const updateStep = (kind: string, request: TableRequest): string => {
  const names = new Set(Object.values(request.ExpressionAttributeNames ?? {}));
  const { UpdateExpression: expression = '' } = request;
  const setTo = (name: string) => valueSet(request, name);
  switch (kind) {
    case 'UPDATE':
      return claimStep(names, setTo('lease_until')?.N);
    case 'MODEL':
      if (names.has('s3_path')) return setTo('s3_path')?.S === '' ? 'mark live' : 'mark archived';
      return names.has('last_turn') ? 'count turn' : 'change session';
    case 'PROFILE':
      if (!expression.includes('SET ')) return 'clear profile';
      if (names.has('send_budget')) return 'keep budget';
      if (setTo('active_session_id')) return 'make active';
      if (names.has('active_session_id')) return 'clear active';
      if (names.has('pending_paste')) return setTo('pending_paste') ? 'keep part in mind' : 'forget parts';
      return names.has('next_number') && !names.has('created_at') ? 'take number' : 'change profile';
    case 'MESSAGE':
      return 'note shown messages';
    case 'REMINDER':
      return 'move on';
    case 'TICK':
      return 'move horizon';
    default:
      return `update ${kind}`;
  }
};

/** The value an attribute is set to; undefined where it is counted, removed or left alone. */
const valueSet = (request: TableRequest, name: string): { S?: string; N?: string } | undefined => {
  const { UpdateExpression: expression = '', ExpressionAttributeNames: aliases = {} } = request;
  const alias = Object.keys(aliases).find((one) => aliases[one] === name);
  if (alias === undefined) return undefined;
  const bound = new RegExp(`${alias} = (?:if_not_exists\\(${alias}, )?(:\\w+)`).exec(expression)?.[1];
  return bound === undefined ? undefined : request.ExpressionAttributeValues?.[bound];
};

const INTENT = 'fact_try.';

const intentsOf = (request: TableRequest): Map<string, number> => {
  const names = Object.values(request.ExpressionAttributeNames ?? {}).filter((name) =>
    name.startsWith(INTENT),
  );
  return new Map(
    names.map((name) => [name.slice(INTENT.length), Number(valueSet(request, name)?.N ?? 0)] as const),
  );
};

const claimStep = (names: ReadonlySet<string>, lease: string | undefined): string => {
  if (names.has('claimed_at')) return 'claim';
  if (names.has('parked') && names.has('outcome')) return 'join part';
  if (names.has('parked')) return 'park';
  if (names.has('finished_at')) return 'finish';
  const facts = [...names]
    .filter((name) => name.startsWith('fact_'))
    .map((name) => name.slice('fact_'.length));
  if (facts.length > 0) return `record ${facts.join(' ')}`;
  return lease === '0' ? 'let go' : 'renew lease';
};
