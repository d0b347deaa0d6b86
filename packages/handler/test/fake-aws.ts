// A service of AWS over HTTP: for what is composed from an environment.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeAws {
  /** Points a function to it; it has keys and a region as well. */
  environment: Record<string, string>;
  close(): void;
}

/** @param service as in `AWS_ENDPOINT_URL_…`; a number for an answer is a status without a body */
export const startFakeAws = async <Input>(
  service: string,
  answer: (input: Input, target: string) => object | number,
): Promise<FakeAws> => {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const input = JSON.parse(Buffer.concat(chunks).toString()) as Input;
      const given = answer(input, String(request.headers['x-amz-target']));
      response.writeHead(typeof given === 'number' ? given : 200);
      response.end(typeof given === 'number' ? '' : JSON.stringify(given));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    environment: {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'a',
      AWS_SECRET_ACCESS_KEY: 'b',
      [`AWS_ENDPOINT_URL_${service}`]: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
