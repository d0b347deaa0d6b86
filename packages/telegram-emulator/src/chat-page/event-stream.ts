// Server-Sent Events to every open page.
import type { ServerResponse } from 'node:http';
import { securityHeaders } from './guard.ts';
import type { PageEvent } from './protocol.ts';

/** A page that reads nothing for so long a backlog is gone; it reconnects and gets the whole state. */
const maxBacklogBytes = 32 * 1024 * 1024;

export interface EventStream {
  /** Opens a stream, beginning with these events. */
  open(response: ServerResponse, first: PageEvent[]): void;
  /** Tells every open page. */
  send(event: PageEvent): void;
  /** How many pages are open. */
  count(): number;
  close(): void;
}

/** Makes the hub; `heartbeatMs` is how often a silent line is kept warm. */
export const createEventStream = (heartbeatMs: number): EventStream => {
  const pages = new Set<ServerResponse>();
  const write = (text: string): void => {
    for (const page of pages) {
      page.write(text);
      if (page.writableLength > maxBacklogBytes) page.destroy();
    }
  };
  const heartbeat = setInterval(() => write(': still here\n\n'), heartbeatMs);
  heartbeat.unref();
  return {
    open: (response, first) => {
      response.writeHead(200, { ...securityHeaders, 'content-type': 'text/event-stream; charset=utf-8' });
      response.write(first.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''));
      pages.add(response);
      response.on('close', () => pages.delete(response));
    },
    send: (event) => write(`data: ${JSON.stringify(event)}\n\n`),
    count: () => pages.size,
    close: () => {
      clearInterval(heartbeat);
      for (const page of pages) page.end();
    },
  };
};
