// A queue that agrees to everything: what it hides or deletes is no part of what is measured.
import { startScriptedServer, status } from '@steward/stand-ins/testing';

export interface AgreeingQueue {
  /** For the worker's environment. */
  environment: Record<string, string>;
  close(): Promise<void>;
}

export const startAgreeingQueue = async (): Promise<AgreeingQueue> => {
  const { url, close } = await startScriptedServer(status(200, {}));
  return { environment: { AWS_ENDPOINT_URL_SQS: url, UPDATE_QUEUE_URL: `${url}/updates.fifo` }, close };
};
