// Reads the deployment back from the server, through AWS APIs alone: what Terraform says it did plays no part here.
import {
  type Api,
  type ApiGatewayV2Client,
  type Route as ApiRoute,
  GetApisCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  type Integration,
} from '@aws-sdk/client-apigatewayv2';
import { type LambdaClient, paginateListEventSourceMappings } from '@aws-sdk/client-lambda';
import {
  type EventSource,
  parseFunctionArn,
  type ReadDeployment,
  type Route,
  type Target,
  targetId,
} from './deployment.ts';
import { listFunctionNames, readLiveTarget, readTarget } from './read-functions.ts';

export interface DeploymentReaderDependencies {
  lambda: LambdaClient;
  apiGateway: ApiGatewayV2Client;
  /** Only functions whose names begin with it, and what calls them. */
  prefix: string;
}

/** Lambda's least maximum is 2; without one, an account's limit is far above what one machine should try. */
const DEFAULT_CONCURRENCY = 20;

export const createDeploymentReader =
  ({ lambda, apiGateway, prefix }: DeploymentReaderDependencies): ReadDeployment =>
  async () => {
    const targets = new Map<string, Target>();
    const live = new Map<string, Target>();
    for (const name of await listFunctionNames(lambda, prefix)) {
      const target = await readLiveTarget(lambda, name);
      if (!target) continue;
      live.set(name, target);
      targets.set(target.id, target);
    }
    /** The id of what an ARN names; undefined for a function that is not ours. */
    const find = async (arn: string): Promise<string | undefined> => {
      const called = parseFunctionArn(arn);
      if (!called || !live.has(called.name)) return undefined;
      const id = targetId(called.name, called.qualifier);
      if (targets.has(id)) return id;
      const target = await readTarget(lambda, called.name, called.qualifier);
      if (target) targets.set(id, target);
      return target && id;
    };
    const routes = await readRoutes(apiGateway, find);
    const eventSources = await readEventSources(lambda, async (arn) => {
      const called = parseFunctionArn(arn);
      // A server may have replaced the alias by the version that it meant when the mapping was made. On AWS an alias stays.
      if (called && /^\d+$/.test(called.qualifier)) return live.get(called.name)?.id;
      return find(arn);
    });
    return { targets: [...targets.values()], routes, eventSources };
  };

type Find = (arn: string) => Promise<string | undefined>;

const readRoutes = async (apiGateway: ApiGatewayV2Client, find: Find): Promise<Route[]> => {
  const routes: Route[] = [];
  const apis = await readAll<Api>((NextToken) => apiGateway.send(new GetApisCommand({ ...NextToken })));
  for (const { ApiId = '', ProtocolType } of apis) {
    if (ProtocolType !== 'HTTP') continue;
    const integrations = await readAll<Integration>((NextToken) =>
      apiGateway.send(new GetIntegrationsCommand({ ApiId, ...NextToken })),
    );
    const uris = new Map(
      integrations.map((one) => [`integrations/${one.IntegrationId}`, one.IntegrationUri]),
    );
    const found = await readAll<ApiRoute>((NextToken) =>
      apiGateway.send(new GetRoutesCommand({ ApiId, ...NextToken })),
    );
    for (const { RouteKey: routeKey = '', Target: target = '' } of found) {
      const id = await find(uris.get(target) ?? '');
      if (id !== undefined) routes.push({ apiId: ApiId, routeKey, targetId: id });
    }
  }
  return routes;
};

const readAll = async <T>(
  read: (token: {
    NextToken?: string;
  }) => Promise<{ Items?: T[] | undefined; NextToken?: string | undefined }>,
): Promise<T[]> => {
  const all: T[] = [];
  let token: string | undefined;
  do {
    const { Items = [], NextToken } = await read(token === undefined ? {} : { NextToken: token });
    all.push(...Items);
    token = NextToken;
  } while (token);
  return all;
};

const readEventSources = async (lambda: LambdaClient, find: Find): Promise<EventSource[]> => {
  const sources: EventSource[] = [];
  for await (const page of paginateListEventSourceMappings({ client: lambda }, {})) {
    for (const mapping of page.EventSourceMappings ?? []) {
      const {
        UUID: id = '',
        EventSourceArn: queueArn = '',
        FunctionArn = '',
        State = '',
        ScalingConfig,
      } = mapping;
      if (State === 'Deleting' || queueArn.split(':')[2] !== 'sqs') continue;
      const target = await find(FunctionArn);
      const enabled = State !== 'Disabled' && State !== 'Disabling';
      const concurrency = ScalingConfig?.MaximumConcurrency ?? DEFAULT_CONCURRENCY;
      if (target !== undefined) sources.push({ id, enabled, queueArn, targetId: target, concurrency });
    }
  }
  return sources;
};
