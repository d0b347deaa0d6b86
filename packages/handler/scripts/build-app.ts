// The app's documents. Until the app itself is there: a page that says so.
import { createHash } from 'node:crypto';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { App, AppDocument } from '../src/web/app.ts';

const documentOf = (text: string): AppDocument => {
  const html = Buffer.from(`<!doctype html><html lang="en"><title>Steward</title><p>${text}</p></html>`);
  const etag = createHash('sha256').update(html).digest('base64url');
  return {
    html,
    br: brotliCompressSync(html),
    gzip: gzipSync(html),
    etag,
    scriptHashes: [],
    styleHashes: [],
  };
};

export const buildApp = async (): Promise<App> => ({
  miniApp: documentOf('The app comes soon.'),
  browser: documentOf('The app comes soon.'),
});
