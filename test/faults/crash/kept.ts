// What is kept of a person, read past the product: conversations in the table, archives in the bucket, claims.
import { DynamoDBClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { workOfDue } from '@steward/core';
import { fromItem } from '@steward/handler/testing';
import { standInCredentials, standInRegion } from '@steward/stand-ins';

export interface KeptMessage {
  role: string;
  content: string;
  /** Empty in an archive. */
  shownAs: number[];
}

export interface Conversation {
  sessionId: string;
  number: number;
  archived: boolean;
  /** As the session's item counts them. */
  count: number;
  messages: KeptMessage[];
}

export interface Kept {
  /** The number of the active conversation. */
  active: number | undefined;
  /** By number. */
  conversations: Conversation[];
  /** Outcomes by work as its claim is called, `7` for update 7; undefined for one that has none. */
  outcomes: Map<string, string | undefined>;
  /** How a firing is listed at its reminder, by its work. */
  firings: Map<string, string>;
  /** What lies there that belongs to nothing. */
  strays: string[];
}

export interface Storage {
  read(owner: number): Promise<Kept>;
  outcomes(owner: number): Promise<Kept['outcomes']>;
  close(): void;
}

type Item = Record<string, unknown> & { sk: string };

export const openStorage = (environment: Record<string, string>): Storage => {
  const settings = { region: standInRegion, credentials: standInCredentials };
  const client = new DynamoDBClient({
    ...settings,
    endpoint: environment.AWS_ENDPOINT_URL_DYNAMODB as string,
  });
  const s3 = new S3Client({
    ...settings,
    endpoint: environment.AWS_ENDPOINT_URL_S3 as string,
    forcePathStyle: true,
  });
  /** Bodies by session. */
  const archivesOf = async (owner: number): Promise<Map<string, string>> => {
    const Bucket = environment.ARCHIVE_BUCKET;
    const { Contents = [] } = await s3.send(
      new ListObjectsV2Command({ Bucket, Prefix: `archives/${owner}/` }),
    );
    const bodies = Contents.map(async ({ Key = '' }) => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      const sessionId = Key.slice(Key.lastIndexOf('/') + 1, -'.json'.length);
      return [sessionId, (await Body?.transformToString()) ?? ''] as const;
    });
    return new Map(await Promise.all(bodies));
  };
  const itemsOf = async (owner: number, prefix = ''): Promise<Item[]> => {
    const items: Item[] = [];
    let start: QueryCommandInput['ExclusiveStartKey'];
    do {
      const page = await client.send(
        new QueryCommand({
          TableName: environment.TABLE_NAME,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: {
            ':pk': { N: String(owner) },
            ':from': { S: prefix || ' ' },
            ':to': { S: `${prefix}\uffff` },
          },
          ExclusiveStartKey: start,
        }),
      );
      items.push(...(page.Items ?? []).map((item) => fromItem(item) as Item));
      start = page.LastEvaluatedKey;
    } while (start);
    return items;
  };
  return {
    read: async (owner) => keptOf(await itemsOf(owner), await archivesOf(owner)),
    outcomes: async (owner) => outcomesOf(await itemsOf(owner, CLAIMS)),
    close() {
      client.destroy();
      s3.destroy();
    },
  };
};

const keptOf = (items: Item[], archives: Map<string, string>): Kept => {
  const below = (prefix: string) => items.filter(({ sk }) => sk.startsWith(prefix));
  const strays: string[] = [];
  const conversations: Conversation[] = [];
  let messagesSeen = 0;
  for (const item of below('MODEL#')) {
    const sessionId = String(item.session_id);
    const messages = below(`MESSAGE#${sessionId}#`).map(toMessage);
    messagesSeen += messages.length;
    const isArchived = item.s3_path !== '';
    if (isArchived && messages.length > 0) strays.push(`messages beside the archive of ${sessionId}`);
    const body = archives.get(sessionId);
    archives.delete(sessionId);
    if (isArchived !== (body !== undefined)) strays.push(`archive of ${sessionId}: one side only`);
    conversations.push({
      sessionId,
      number: Number(item.number),
      archived: isArchived,
      count: Number(item.message_count),
      messages: isArchived ? readArchive(body) : messages,
    });
  }
  conversations.sort((a, b) => a.number - b.number);
  if (messagesSeen !== below('MESSAGE#').length) strays.push('messages of no session');
  const sessionIds = new Set(conversations.map(({ sessionId }) => sessionId));
  if (below(HEADERS).some(({ sk }) => !sessionIds.has(sk.slice(HEADERS.length))))
    strays.push('a header of no session');
  const due = below('REMINDER#').filter((item) => item.due_at !== undefined);
  if (due.length > 0) strays.push('a reminder that rang and is still due');
  if (archives.size > 0) strays.push('archives of no session');
  const profile = items.find(({ sk }) => sk === 'PROFILE');
  if (profile?.pending_paste !== undefined) strays.push('a part that still waits');
  const active = conversations.find(({ sessionId }) => sessionId === profile?.active_session_id);
  if (profile?.active_session_id !== undefined && !active) strays.push('an active session that is gone');
  return {
    active: active?.number,
    conversations,
    outcomes: outcomesOf(below(CLAIMS)),
    firings: firingsOf(below('REMINDER#')),
    strays,
  };
};

const CLAIMS = 'UPDATE#';
const HEADERS = 'HEADER#';

const outcomesOf = (claims: Item[]): Kept['outcomes'] =>
  new Map(claims.map(({ sk, outcome }) => [sk.slice(CLAIMS.length), outcome as string | undefined]));

const firingsOf = (reminders: Item[]): Kept['firings'] =>
  new Map(
    reminders.flatMap(({ pk, sk, last }) => {
      if (last === undefined) return [];
      const { due_ms: dueMs, outcome } = last as { due_ms: number; outcome: string };
      return [[workOfDue({ owner: Number(pk), sk, dueMs }) ?? '', outcome] as const];
    }),
  );

const toMessage = ({ role, content, telegram_message_ids: shownAs }: Item): KeptMessage => ({
  role: String(role),
  content: String(content),
  shownAs: shownAs as number[],
});

const readArchive = (body = '{"conversation":[]}'): KeptMessage[] => {
  const { conversation } = JSON.parse(body) as { conversation: { role: string; content: string }[] };
  return conversation.map(({ role, content }) => ({ role, content, shownAs: [] }));
};
