// The app's documents as they lie beside the entry of a bundle.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App, AppDocument } from '@steward/core/web-contract';

const ENCODINGS = ['html', 'br', 'gzip'] as const;
type Facts = Omit<AppDocument, (typeof ENCODINGS)[number]>;

const DOCUMENTS = { miniApp: 'mini-app', browser: 'browser' } as const;
const FACTS = 'app.json';

/** Files by name, for who builds the bundle. */
export const appFiles = (app: App): [name: string, bytes: Uint8Array][] => {
  const facts: Record<string, Facts> = {};
  const files = Object.entries(DOCUMENTS).flatMap(([key, name]) => {
    const { etag, scriptHashes, styleHashes, ...bytes } = app[key as keyof App];
    facts[key] = { etag, scriptHashes, styleHashes };
    return ENCODINGS.map((encoding): [string, Uint8Array] => [`${name}.${encoding}`, bytes[encoding]]);
  });
  return [...files, [FACTS, Buffer.from(JSON.stringify(facts))]];
};

export const readApp = (folder: string): App => {
  const facts = JSON.parse(readFileSync(join(folder, FACTS), 'utf8')) as Record<keyof App, Facts>;
  const document = (key: keyof App): AppDocument => {
    const [html, br, gzip] = ENCODINGS.map((encoding) =>
      readFileSync(join(folder, `${DOCUMENTS[key]}.${encoding}`)),
    ) as [Buffer, Buffer, Buffer];
    return { html, br, gzip, ...facts[key] };
  };
  return { miniApp: document('miniApp'), browser: document('browser') };
};
