// The functions that are deployed now, each version with a pool of its own; a change on the server begins new pools.
import type { CodeStore } from './code-store.ts';
import type { FunctionConfiguration, Target } from './deployment.ts';
import { type AwsAccess, functionEnvironment } from './function-environment.ts';
import { createFunctionPool, type FunctionPool } from './function-pool.ts';
import { type FunctionProcessOptions, startFunctionProcess } from './function-process.ts';

export interface FunctionsDependencies {
  code: CodeStore;
  aws: AwsAccess;
  output: FunctionProcessOptions['output'];
  /** From 0 to 1: which version takes a call. */
  random?: () => number;
}

export interface Functions {
  /** Takes over what is deployed now; resolves with what keeps targets from running. Those fail until that is mended. */
  set(targets: readonly Target[]): Promise<Error[]>;
  /** Undefined when there is no such target. */
  invoke(targetId: string, event: unknown): Promise<unknown> | undefined;
  /** Ends every process. */
  kill(): void;
}

type Version = { share: number; pool: FunctionPool } | { share: number; fault: Error };

export const createFunctions = ({
  code,
  aws,
  output,
  random = Math.random,
}: FunctionsDependencies): Functions => {
  let targets = new Map<string, Version[]>();
  let pools = new Map<string, FunctionPool>();

  const open = async (configuration: FunctionConfiguration): Promise<FunctionPool> => {
    const folder = await code.unpack(configuration);
    const environment = functionEnvironment(configuration, folder, aws);
    const options = { configuration, folder, environment, output };
    return createFunctionPool({ start: () => startFunctionProcess(options) });
  };

  return {
    async set(wanted) {
      const nextTargets = new Map<string, Version[]>();
      const nextPools = new Map<string, FunctionPool>();
      const faults = new Map<string, Error>();
      for (const { id, versions } of wanted) {
        const list: Version[] = [];
        for (const { share, configuration } of versions) {
          const key = JSON.stringify(configuration);
          try {
            const pool = nextPools.get(key) ?? pools.get(key) ?? (await open(configuration));
            nextPools.set(key, pool);
            list.push({ share, pool });
          } catch (error) {
            faults.set(key, error as Error);
            list.push({ share, fault: error as Error });
          }
        }
        nextTargets.set(id, list);
      }
      for (const [key, pool] of pools) if (!nextPools.has(key)) pool.retire();
      targets = nextTargets;
      pools = nextPools;
      return [...faults.values()];
    },
    invoke(targetId, event) {
      const versions = targets.get(targetId);
      if (!versions) return undefined;
      const chosen = choose(versions, random());
      if (!chosen || 'fault' in chosen)
        return Promise.reject(chosen?.fault ?? new Error('It has no version'));
      return chosen.pool.invoke(event);
    },
    kill() {
      for (const pool of pools.values()) pool.kill();
    },
  };
};

const choose = (versions: readonly Version[], point: number): Version | undefined => {
  let end = 0;
  for (const version of versions) {
    end += version.share;
    if (point < end) return version;
  }
  return versions.at(-1);
};
