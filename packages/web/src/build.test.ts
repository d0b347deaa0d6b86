import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { App, AppDocument } from '@steward/core/web-contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from './build.ts';

let app: App;
beforeAll(async () => {
  app = await buildApp();
});

const htmlOf = (document: AppDocument): string => Buffer.from(document.html).toString();
const hashesOf = (html: string, tag: 'script' | 'style'): string[] =>
  [...html.matchAll(new RegExp(`<${tag}[^>]*>([\\s\\S]*?)</${tag}>`, 'g'))].map(
    ([, text = '']) => `sha256-${createHash('sha256').update(text).digest('base64')}`,
  );

describe.each(['miniApp', 'browser'] as const)('the document %s', (name) => {
  it('holds one script and one style, and tells their hashes', () => {
    const html = htmlOf(app[name]);
    expect(hashesOf(html, 'script')).toEqual(app[name].scriptHashes);
    expect(hashesOf(html, 'style')).toEqual(app[name].styleHashes);
    expect(app[name].scriptHashes).toHaveLength(1);
  });

  it('loads nothing, and has no handler or style in its markup', () => {
    const markup = htmlOf(app[name]).replace(/<(script|style)>[\s\S]*?<\/\1>/g, '');
    expect(markup).not.toMatch(/\s(?:on\w+|style|src)=/);
    expect([...markup.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual(['data:,']);
  });

  it('is the same when it is unpacked', () => {
    const { html, br, gzip } = app[name];
    expect(brotliDecompressSync(br)).toEqual(Buffer.from(html));
    expect(gunzipSync(gzip)).toEqual(Buffer.from(html));
  });

  it('stays within its budget', () => {
    const budget = JSON.parse(readFileSync(new URL('../size-budget.json', import.meta.url), 'utf8'));
    expect(app[name].br.length / 1000).toBeLessThanOrEqual(budget.brKilobytes[name]);
  });
});

it('comes out the same from the same source, and each document has a tag of its own', async () => {
  const again = await buildApp();
  expect(again.miniApp.etag).toBe(app.miniApp.etag);
  expect(again.browser.etag).toBe(app.browser.etag);
  expect(app.miniApp.etag).not.toBe(app.browser.etag);
});
