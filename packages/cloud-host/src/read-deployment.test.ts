import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { createDeploymentReader } from './read-deployment.ts';
import { answerCommands } from './testing/answering-client.ts';
import { noAws } from './testing/small-functions.ts';

const client = { region: 'us-east-1', endpoint: noAws.endpoint, credentials: noAws };
const QUEUE = 'arn:aws:sqs:us-east-1:123456789012:steward-updates.fifo';
const arn = (name: string, qualifier = '') =>
  `arn:aws:lambda:us-east-1:123456789012:function:${name}${qualifier && `:${qualifier}`}`;

const missing = () => {
  throw Object.assign(new Error('Not found'), { name: 'ResourceNotFoundException' });
};

/** A server with the functions `steward-webhook` and `steward-worker`, both live in version 3, and somebody else's. */
const lambdaAnswers = {
  // Two pages.
  ListFunctionsCommand: ({ Marker }: { Marker?: string }) =>
    Marker
      ? { Functions: [{ FunctionName: 'steward-worker' }] }
      : { Functions: [{ FunctionName: 'foreign' }, { FunctionName: 'steward-webhook' }], NextMarker: 'more' },
  GetAliasCommand: () => ({ FunctionVersion: '3' }),
  GetFunctionConfigurationCommand: ({ FunctionName, Qualifier }: Record<string, string>) => ({
    FunctionArn: arn(FunctionName as string, Qualifier),
    Version: Qualifier,
    Handler: 'index.handler',
    Timeout: 900,
    MemorySize: 1024,
    CodeSha256: `hash of ${FunctionName} ${Qualifier}`,
    Environment: { Variables: { TABLE_NAME: 'chatbot-sessions' } },
  }),
  ListEventSourceMappingsCommand: (): object => ({
    EventSourceMappings: [
      {
        UUID: 'm1',
        EventSourceArn: QUEUE,
        FunctionArn: arn('steward-worker', 'live'),
        State: 'Enabled',
        ScalingConfig: { MaximumConcurrency: 7 },
      },
    ],
  }),
};

const apiAnswers = {
  GetApisCommand: ({ NextToken }: { NextToken?: string }) =>
    NextToken
      ? { Items: [{ ApiId: 'web', ProtocolType: 'HTTP' }] }
      : { Items: [{ ApiId: 'sockets', ProtocolType: 'WEBSOCKET' }], NextToken: 'more' },
  GetIntegrationsCommand: (): object => ({
    Items: [
      {
        IntegrationId: 'i1',
        IntegrationUri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${arn('steward-webhook', 'live')}/invocations`,
      },
      { IntegrationId: 'i2', IntegrationUri: 'https://example.org' },
      { IntegrationId: 'i3', IntegrationUri: arn('foreign') },
    ],
  }),
  GetRoutesCommand: () => ({
    Items: [
      { RouteKey: 'POST /telegram/webhook', Target: 'integrations/i1' },
      { RouteKey: 'GET /page', Target: 'integrations/i2' },
      { RouteKey: 'GET /foreign', Target: 'integrations/i3' },
    ],
  }),
};

const read = (lambda: Partial<typeof lambdaAnswers> = {}, api: Partial<typeof apiAnswers> = {}) =>
  createDeploymentReader({
    lambda: answerCommands(new LambdaClient(client), { ...lambdaAnswers, ...lambda }),
    apiGateway: answerCommands(new ApiGatewayV2Client(client), { ...apiAnswers, ...api }),
    prefix: 'steward-',
  })();

const mappingOf = (mapping: object) => ({
  ListEventSourceMappingsCommand: () => ({
    EventSourceMappings: [{ EventSourceArn: QUEUE, FunctionArn: arn('steward-worker', 'live'), ...mapping }],
  }),
});

describe('what is read back from the server', () => {
  it('is our functions as their alias has them, their routes and their queues', async () => {
    const { targets, routes, eventSources } = await read();
    expect(targets.map(({ id }) => id)).toEqual(['steward-webhook:live', 'steward-worker:live']);
    expect(targets[1]?.versions).toEqual([
      {
        share: 1,
        configuration: {
          name: 'steward-worker',
          version: '3',
          arn: arn('steward-worker', '3'),
          handler: 'index.handler',
          timeoutMs: 900_000,
          memoryMb: 1024,
          codeSha256: 'hash of steward-worker 3',
          environment: { TABLE_NAME: 'chatbot-sessions' },
        },
      },
    ]);
    expect(routes).toEqual([
      { apiId: 'web', routeKey: 'POST /telegram/webhook', targetId: 'steward-webhook:live' },
    ]);
    expect(eventSources).toEqual([
      { id: 'm1', enabled: true, queueArn: QUEUE, targetId: 'steward-worker:live', concurrency: 7 },
    ]);
  });

  it('has both versions while the alias tries a new one', async () => {
    const { targets } = await read({
      GetAliasCommand: () => ({
        FunctionVersion: '3',
        RoutingConfig: { AdditionalVersionWeights: { 4: 0.1 } },
      }),
    });
    const shares = targets[0]?.versions.map(({ share, configuration }) => [configuration.version, share]);
    expect(shares).toEqual([
      ['3', 0.9],
      ['4', 0.1],
    ]);
  });

  it('is what was uploaded last where there is no alias, with the limits that Lambda sets by itself', async () => {
    const { targets, eventSources } = await read({
      GetAliasCommand: missing,
      GetFunctionConfigurationCommand: () => ({}) as never,
      ...mappingOf({ FunctionArn: arn('steward-worker') }),
    });
    expect(targets.map(({ id }) => id)).toEqual(['steward-webhook:$LATEST', 'steward-worker:$LATEST']);
    expect(targets[0]?.versions[0]?.configuration).toMatchObject({
      version: '$LATEST',
      timeoutMs: 3_000,
      memoryMb: 128,
      environment: {},
    });
    expect(eventSources).toMatchObject([{ targetId: 'steward-worker:$LATEST', concurrency: 20 }]);
  });

  it('runs what a route names, also when that is not the alias', async () => {
    const { targets, routes } = await read(
      {},
      {
        GetIntegrationsCommand: () => ({
          Items: [{ IntegrationId: 'i1', IntegrationUri: arn('steward-webhook', '2') }],
        }),
      },
    );
    expect(routes[0]?.targetId).toBe('steward-webhook:2');
    expect(targets.at(-1)?.versions[0]?.configuration.codeSha256).toBe('hash of steward-webhook 2');
  });

  it('follows the alias where the server replaced it by a version', async () => {
    const { eventSources } = await read(mappingOf({ FunctionArn: arn('steward-worker', '1') }));
    expect(eventSources[0]?.targetId).toBe('steward-worker:live');
  });

  it('tells of a mapping whether the server uses it itself', async () => {
    for (const State of ['Disabled', 'Disabling']) {
      expect((await read(mappingOf({ State }))).eventSources).toMatchObject([{ enabled: false }]);
    }
  });

  it.each([
    ['is being deleted', { State: 'Deleting' }],
    ['is no queue', { EventSourceArn: 'arn:aws:dynamodb:us-east-1:123456789012:table/t/stream/1' }],
    ["is somebody else's", { FunctionArn: arn('foreign', 'live') }],
    ['names no function', { FunctionArn: '' }],
  ])('leaves a mapping alone that %s', async (_, mapping) => {
    expect((await read(mappingOf(mapping))).eventSources).toEqual([]);
  });

  it('has no function that was deleted in this moment', async () => {
    const { targets, routes } = await read({ GetFunctionConfigurationCommand: missing });
    expect({ targets, routes }).toEqual({ targets: [], routes: [] });
  });

  it('fails with what the server says when that is anything else', async () => {
    const denied = () => {
      throw new Error('Access denied');
    };
    await expect(read({ GetAliasCommand: denied })).rejects.toThrow('Access denied');
  });
});
