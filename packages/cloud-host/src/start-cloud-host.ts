// Runs what is deployed on an AWS-compatible server that runs no functions itself: its environment, routes and queues, and
// the zips whose hashes it reports. Looks again every few seconds, so that an apply or a changed variable takes effect.
import { setTimeout as sleep } from 'node:timers/promises';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { type CodeStore, createCodeStore } from './code-store.ts';
import type { Deployment, ReadDeployment } from './deployment.ts';
import { createEventSources } from './event-sources.ts';
import type { AwsAccess } from './function-environment.ts';
import type { FunctionProcessOptions } from './function-process.ts';
import { createFunctions } from './functions.ts';
import { explain, type HostLog } from './host-log.ts';
import { serveRoutes } from './serve-routes.ts';
import { tickDispatcher } from './tick-dispatcher.ts';

export interface CloudHostOptions {
  read: ReadDeployment;
  /** Whether the server itself is to use an event source mapping. */
  setMappingEnabled: (mappingId: string, enabled: boolean) => Promise<void>;
  sqs: SQSClient;
  aws: AwsAccess;
  /** Folder of the zips. */
  zips: string;
  /** 0 takes a free one. */
  port: number;
  log: HostLog;
  /** Where the functions print. */
  output?: FunctionProcessOptions['output'];
  refreshMs?: number;
  tickMs?: number;
}

export interface CloudHost {
  /** Base URL of the deployed API, without a slash at the end. */
  url: string;
  deployment(): Deployment;
  /** Reads the deployment now. Rejects when that is not possible, or with what keeps a function from running. */
  refresh(): Promise<void>;
  invoke(targetId: string, event: unknown): Promise<unknown>;
  close(): Promise<void>;
}

/** Rejects when the server does not answer, or when a function's code is not among the zips. */
export const startCloudHost = async (options: CloudHostOptions): Promise<CloudHost> => {
  const { read, sqs, aws, zips, port, log, output = 'inherit', refreshMs = 2_000, tickMs } = options;
  const code: CodeStore = createCodeStore(zips);
  const functions = createFunctions({ code, aws, output });
  const invoke = (targetId: string, event: unknown): Promise<unknown> =>
    functions.invoke(targetId, event) ?? Promise.reject(new Error(`${targetId} is not deployed`));
  const sources = createEventSources({ sqs, invoke, setEnabled: options.setMappingEnabled, log });
  let deployment: Deployment = { targets: [], routes: [], eventSources: [] };

  const refresh = async (): Promise<void> => {
    const next = await read();
    const [fault] = await functions.set(next.targets);
    tell(log, deployment, next);
    deployment = next;
    await sources.set(next.eventSources);
    if (fault) throw fault;
  };

  const server = await serveRoutes(
    {
      routes: () => deployment.routes,
      invoke: functions.invoke,
      accessKeyId: aws.accessKeyId,
      onFault: log.error,
    },
    port,
  );
  const stopping = new AbortController();
  let watching: Promise<void> | undefined;
  let ticking: { close(): void } | undefined;
  let closing: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    stopping.abort();
    ticking?.close();
    await watching;
    await Promise.all([server.close(), sources.close()]);
    functions.kill();
    await code.close();
  };
  const close = (): Promise<void> => {
    closing ??= end();
    return closing;
  };
  try {
    await refresh();
  } catch (error) {
    await close();
    throw error;
  }
  ticking = tickDispatcher({
    targets: () => deployment.targets,
    invoke,
    log,
    ...(tickMs !== undefined && { everyMs: tickMs }),
  });
  watching = watch(refresh, refreshMs, stopping.signal, log);
  return { url: server.endpoint, deployment: () => deployment, refresh, invoke, close };
};

/** Says which versions take calls now, where that has changed. */
const tell = (log: HostLog, before: Deployment, now: Deployment): void => {
  const versionsOf = ({ targets }: Deployment) =>
    new Map(
      targets.map(({ id, versions }) => [
        id,
        versions.map(({ configuration }) => configuration.version).join(' and '),
      ]),
    );
  const known = versionsOf(before);
  for (const [target, version] of versionsOf(now)) {
    if (known.get(target) !== version) log.info('Deployed', { target, version });
  }
};

/** Refreshes until the signal aborts. A fault is logged when it begins, and when it has passed. */
const watch = async (
  refresh: () => Promise<void>,
  everyMs: number,
  signal: AbortSignal,
  log: HostLog,
): Promise<void> => {
  let trouble: string | undefined;
  while (!signal.aborted) {
    await sleep(everyMs, undefined, { signal }).catch(() => {});
    if (signal.aborted) return;
    try {
      await refresh();
      if (trouble !== undefined) log.info('The deployment can be read and run again');
      trouble = undefined;
    } catch (error) {
      if (trouble !== explain(error)) log.error('The deployment cannot be read or run', error);
      trouble = explain(error);
    }
  }
};
