// Serves the app as the function `web` does, with its policy, over the fake API; beside it a page that stands for
// Telegram and frames the Mini App.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { App, AppDocument } from '@steward/core/web-contract';
import type { FakeApi } from './fake-api.ts';
import { TELEGRAM_POLICY, telegramPage } from './telegram-page.ts';

export interface ServedApp {
  url: string;
  /** Frames the Mini App as Telegram does on the web. */
  telegramUrl: string;
  close: () => Promise<void>;
}

export interface ServeOptions {
  /** Asked at each request, so that what is edited is seen. */
  app: () => Promise<App>;
  api: FakeApi;
  port?: number;
}

const policyOf = ({ scriptHashes, styleHashes }: AppDocument, parents: string): string =>
  [
    "default-src 'none'",
    `script-src ${scriptHashes.map((hash) => `'${hash}'`).join(' ')}`,
    `style-src ${styleHashes.map((hash) => `'${hash}'`).join(' ')}`,
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${parents}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return chunks.length === 0 ? undefined : JSON.parse(Buffer.concat(chunks).toString());
};

const listen = async (server: Server, port: number): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return `http://localhost:${(server.address() as AddressInfo).port}`;
};

export const serveApp = async ({ app, api, port = 0 }: ServeOptions): Promise<ServedApp> => {
  let telegramUrl = '';
  const server = createServer(async (request, response) => {
    const address = new URL(request.url ?? '/', 'http://localhost');
    if (address.pathname.startsWith('/api/')) {
      const route = `${request.method} ${address.pathname}`;
      const query = Object.fromEntries(address.searchParams);
      const { status, body } = api.handle(route, request.headers, await bodyOf(request), query);
      response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
      response.end(JSON.stringify(body));
      return;
    }
    const { miniApp, browser } = await app();
    const isMiniApp = /^\/mini(?:\/|$)/.test(address.pathname);
    const document = isMiniApp ? miniApp : browser;
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-encoding': 'br',
      'content-security-policy': policyOf(document, isMiniApp ? telegramUrl : "'none'"),
      'cache-control': 'no-cache',
      'referrer-policy': 'no-referrer',
    });
    response.end(document.br);
  });
  const telegram = createServer((_, response) => {
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': TELEGRAM_POLICY,
    });
    response.end(telegramPage(url));
  });
  const url = await listen(server, port);
  telegramUrl = await listen(telegram, port === 0 ? 0 : port + 1);
  const close = async () => {
    for (const one of [server, telegram]) {
      one.closeAllConnections();
      await new Promise((resolve) => one.close(resolve));
    }
  };
  return { url, telegramUrl, close };
};
