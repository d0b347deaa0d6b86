// A Parameter Store over HTTP: for what is composed from an environment.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeSsm {
  /** Points a function to it. */
  environment: Record<string, string>;
  /** What it holds, by name; may be changed while it runs. */
  values: Record<string, string>;
  /** While true, every request is answered 503. */
  down: boolean;
  /** Requests so far. */
  reads: number;
  close(): void;
}

export const startFakeSsm = async (values: Record<string, string>): Promise<FakeSsm> => {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      fake.reads += 1;
      const { Names: names } = JSON.parse(Buffer.concat(chunks).toString()) as { Names: string[] };
      const known = names.filter((name) => name in fake.values);
      response.writeHead(fake.down ? 503 : 200);
      response.end(
        JSON.stringify({ Parameters: known.map((name) => ({ Name: name, Value: fake.values[name] })) }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const fake: FakeSsm = {
    environment: {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'a',
      AWS_SECRET_ACCESS_KEY: 'b',
      AWS_ENDPOINT_URL_SSM: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    },
    values,
    down: false,
    reads: 0,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return fake;
};
