// An app of the test's own on a port of its own: it notes what it hears, and says what a test lets it say.
import { createServer } from 'node:http';
import { listenOnLoopback } from '@steward/stand-ins';

/** `heard` are the events that came; `say` posts to the page around, as Telegram's own script does. */
const script = `
  window.heard = [];
  window.launch = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  window.say = (eventType, eventData, to = '*') =>
    parent.postMessage(JSON.stringify({ eventType, eventData }), to);
  addEventListener('message', ({ data, origin }) => heard.push({ ...JSON.parse(data), origin }));
  say('iframe_ready', { reload_supported: true });
  say('web_app_request_theme');
  say('web_app_request_viewport');
  say('web_app_request_safe_area');
  say('web_app_request_content_safe_area');
  say('web_app_ready');
`;

const page = (content: string): string =>
  `<!doctype html><meta name="color-scheme" content="light dark"><title>Tiny</title>
  <style>body { font: 16px sans-serif; padding: 16px }</style>
  <h1>A tiny app</h1><input aria-label="Name"><script>${content}</script>`;

export interface TinyApp {
  url: string;
  /** What the next answers are; 200 at first. */
  status: number;
  close(): Promise<void>;
}

/** Starts the app; a stranger says only what `content` makes it say. */
export const startTinyApp = async (content = script): Promise<TinyApp> => {
  const server = createServer((_request, response) => {
    response.writeHead(app.status, { 'content-type': 'text/html; charset=utf-8' });
    response.end(page(content));
  });
  const { endpoint, close } = await listenOnLoopback(server, 0, { graceMs: 0 });
  const app: TinyApp = { url: endpoint, status: 200, close };
  return app;
};
