// What the contracts cannot reach: items too large, answers that got lost, items that vanish in between.
import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Claim } from '@steward/core';
import { sampleMessage, sampleSession } from '@steward/core/testing';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { withCalls } from '../../test/sdk-calls.ts';
import { createDynamoDbClaimStore } from './dynamodb-claim-store.ts';
import { createDynamoDbMessageStore, MAX_CONTENT_BYTES } from './dynamodb-message-store.ts';
import { createDynamoDbSessionStore } from './dynamodb-session-store.ts';
import { toItem } from './item.ts';

const dynamoDb = mockClient(DynamoDBClient);
afterAll(() => dynamoDb.restore());
beforeEach(() => dynamoDb.reset());

const dependencies = { client: withCalls(new DynamoDBClient({})), tableName: 'chatbot-sessions' };
const conditionFailed = new ConditionalCheckFailedException({
  message: 'No',
  $metadata: { httpStatusCode: 400 },
});

describe('a message', () => {
  const messages = createDynamoDbMessageStore(dependencies);
  const tooLarge = 'é'.repeat(MAX_CONTENT_BYTES / 2 + 1);
  const refusal = {
    code: 'message-too-large',
    retryable: false,
    userMessage: expect.stringContaining('too long'),
  };

  it('that no item can hold is refused with a sentence for the person, before anything is sent', async () => {
    await expect(messages.put(1, 's', sampleMessage(0, { content: tooLarge }))).rejects.toMatchObject(
      refusal,
    );
    await expect(messages.putMany(1, 's', [sampleMessage(0, { extra: tooLarge })])).rejects.toMatchObject(
      refusal,
    );
    await expect(messages.update(1, 's', 'key', { content: tooLarge })).rejects.toMatchObject(refusal);
    expect(dynamoDb.calls()).toHaveLength(0);
  });

  it('of the largest size is taken', async () => {
    dynamoDb.on(PutItemCommand).resolves({});
    const message = sampleMessage(0, { content: tooLarge.slice(1) });
    expect(await messages.put(1, 's', message)).toBe(message);
  });

  it('that was there and is gone again counts as written', async () => {
    dynamoDb.on(PutItemCommand).rejects(conditionFailed).on(GetItemCommand).resolves({});
    expect(await messages.put(1, 's', sampleMessage(0))).toEqual(sampleMessage(0));
  });
});

describe('a session', () => {
  it('that was there and is gone again is missing', async () => {
    dynamoDb.on(PutItemCommand).rejects(conditionFailed).on(GetItemCommand).resolves({});
    const sessions = createDynamoDbSessionStore(dependencies);
    await expect(sessions.create(sampleSession())).rejects.toMatchObject({ code: 'session-missing' });
  });
});

describe('a claim', () => {
  const claims = createDynamoDbClaimStore(dependencies);
  const claim: Claim = { owner: 1, workId: 'u5', atMs: 0, attempt: 1, fence: 3, facts: {} };
  const stored = (attributes: Record<string, string | number | boolean>) => ({ Item: toItem(attributes) });

  it('that the SDK parked twice, because the first answer got lost, is parked', async () => {
    dynamoDb.on(UpdateItemCommand).rejects(conditionFailed);
    dynamoDb.on(GetItemCommand).resolves(stored({ fence: 4, parked: true }));
    await expect(claims.park(claim)).resolves.toBeUndefined();
    dynamoDb.on(GetItemCommand).resolves(stored({ fence: 5, parked: true }));
    await expect(claims.park(claim)).rejects.toMatchObject({ code: 'lease-lost' });
  });

  it('that the SDK made twice, because the first answer got lost, is ours, and not another worker’s lease', async () => {
    const options = { kind: 'message', nowMs: 1000, leaseMs: 60_000 };
    const lease = { fence: 1, attempt: 1, claimed_at: 1000, lease_until: 61_000, ttl: 9_999_999_999 };
    let holder = '';
    dynamoDb.on(UpdateItemCommand).callsFake((input) => {
      const names = Object.entries<string>(input.ExpressionAttributeNames ?? {});
      const alias = names.find(([, name]) => name === 'holder')?.[0] ?? 'holder';
      const value = new RegExp(`${alias} = (:\\w+)`).exec(input.UpdateExpression)?.[1] ?? '';
      holder = input.ExpressionAttributeValues[value].S;
      throw conditionFailed;
    });
    dynamoDb.on(GetItemCommand).callsFake(() => stored({ ...lease, holder }));
    expect(await claims.claim(1, 'u5', options)).toMatchObject({
      status: 'claimed',
      claim: { fence: 1, attempt: 1 },
    });
    dynamoDb.on(GetItemCommand).callsFake(() => stored({ ...lease, holder: 'another' }));
    expect(await claims.claim(1, 'u5', options)).toEqual({ status: 'leased', untilMs: 61_000 });
    // It ended before the answer was asked for again: the update went along with another one.
    dynamoDb.on(GetItemCommand).callsFake(() => stored({ ...lease, fence: 2, outcome: 'joined', holder }));
    expect(await claims.claim(1, 'u5', options)).toEqual({ status: 'settled', outcome: 'joined' });
  });

  it('that others keep taking and letting go is worth another try', async () => {
    dynamoDb.on(UpdateItemCommand).rejects(conditionFailed);
    dynamoDb
      .on(GetItemCommand)
      .resolvesOnce({})
      .resolves(stored({ fence: 4, lease_until: 0, ttl: 9_999_999_999 }));
    const options = { kind: 'message', nowMs: 1000, leaseMs: 60_000 };
    await expect(claims.claim(1, 'u5', options)).rejects.toMatchObject({
      code: 'storage-unavailable',
      retryable: true,
    });
  });
});
