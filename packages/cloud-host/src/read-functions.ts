// Reads functions back from the server: names, aliases, and the configuration of each version that takes calls.
import {
  type AliasConfiguration,
  GetAliasCommand,
  GetFunctionConfigurationCommand,
  type LambdaClient,
  paginateListFunctions,
} from '@aws-sdk/client-lambda';
import { type FunctionConfiguration, LATEST, type Target, targetId } from './deployment.ts';

/** The alias that everything points to. */
const LIVE = 'live';

/** @param prefix only functions whose names begin with it. */
export const listFunctionNames = async (lambda: LambdaClient, prefix: string): Promise<string[]> => {
  const names: string[] = [];
  for await (const page of paginateListFunctions({ client: lambda }, {})) {
    for (const { FunctionName: name = '' } of page.Functions ?? [])
      if (name.startsWith(prefix)) names.push(name);
  }
  return names;
};

/** Undefined when the function or the version does not exist (any more). */
export const readTarget = async (
  lambda: LambdaClient,
  name: string,
  qualifier: string,
): Promise<Target | undefined> => {
  const isAlias = qualifier !== LATEST && !/^\d+$/.test(qualifier);
  const alias = isAlias ? await readAlias(lambda, name, qualifier) : undefined;
  if (isAlias && !alias) return undefined;
  const shares = alias ? sharesOf(alias) : new Map([[qualifier, 1]]);
  const versions: Target['versions'] = [];
  for (const [version, share] of shares) {
    const configuration = await readConfiguration(lambda, name, version);
    if (!configuration) return undefined;
    versions.push({ share, configuration });
  }
  return { id: targetId(name, qualifier), name, versions };
};

/** By its alias `live`, or what was uploaded last where a function has none. */
export const readLiveTarget = async (lambda: LambdaClient, name: string): Promise<Target | undefined> =>
  (await readTarget(lambda, name, LIVE)) ?? (await readTarget(lambda, name, LATEST));

/** An alias gives its additional versions their weights, and the first one the rest. */
const sharesOf = ({ FunctionVersion: first = LATEST, RoutingConfig: routing }: AliasConfiguration) => {
  const shares = new Map([[first, 1]]);
  for (const [version, weight] of Object.entries(routing?.AdditionalVersionWeights ?? {})) {
    shares.set(version, weight);
    shares.set(first, (shares.get(first) ?? 0) - weight);
  }
  return shares;
};

const readAlias = (
  lambda: LambdaClient,
  name: string,
  alias: string,
): Promise<AliasConfiguration | undefined> =>
  unlessMissing(() => lambda.send(new GetAliasCommand({ FunctionName: name, Name: alias })));

const readConfiguration = async (
  lambda: LambdaClient,
  name: string,
  version: string,
): Promise<FunctionConfiguration | undefined> => {
  const read = new GetFunctionConfigurationCommand({ FunctionName: name, Qualifier: version });
  const found = await unlessMissing(() => lambda.send(read));
  return (
    found && {
      name,
      version: found.Version ?? version,
      arn: found.FunctionArn ?? '',
      handler: found.Handler ?? '',
      // Lambda's own defaults.
      timeoutMs: (found.Timeout ?? 3) * 1000,
      memoryMb: found.MemorySize ?? 128,
      codeSha256: found.CodeSha256 ?? '',
      environment: found.Environment?.Variables ?? {},
    }
  );
};

const unlessMissing = async <T>(call: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
    throw error;
  }
};
