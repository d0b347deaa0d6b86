// What makes the deployed API public: an https address with a name, as API Gateway has one. It is there before the deployment,
// which is told it, and leads to the host once that runs.
import { request as forward } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { makeCertificate } from './certificate.ts';

const NAME = 'steward.test';

export interface PublicAddress {
  origin: string;
  /** For a browser, which no DNS tells this name. */
  browserArguments: string[];
  leadsTo(url: string): void;
  close(): Promise<void>;
}

export const openPublicAddress = async (): Promise<PublicAddress> => {
  let target = '';
  const server = createServer(await makeCertificate(`DNS:${NAME}`), (request, response) => {
    const { method, headers, url } = request;
    const upstream = forward(`${target}${url}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    upstream.on('error', () => response.destroy());
    request.pipe(upstream);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `https://${NAME}:${port}`,
    browserArguments: [`--host-resolver-rules=MAP ${NAME} 127.0.0.1`],
    leadsTo(url) {
      target = url;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
