// A queue that agrees to everything: what it hides or deletes is no part of what is measured.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface AgreeingQueue {
  /** For the worker's environment. */
  environment: Record<string, string>;
  close(): Promise<void>;
}

export const startAgreeingQueue = async (): Promise<AgreeingQueue> => {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => response.setHeader('content-type', 'application/x-amz-json-1.0').end('{}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    environment: { AWS_ENDPOINT_URL_SQS: endpoint, UPDATE_QUEUE_URL: `${endpoint}/updates.fifo` },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
};
