// The page's own files, read from disk each time, so that a change shows at the next reload.
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname } from 'node:path';
import { contentPolicy } from './guard.ts';
import { answer } from './http-answer.ts';

const folder = new URL('./static/', import.meta.url);

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** A name of the page's files: no slash and no second dot, so nothing outside the folder can be meant. */
const fileName = /^\/([a-z-]+\.[a-z]+)$/;

/**
 * Serves a file of the page, which may frame that origin; also the page itself at the bot's name, where links to it lead. False when
 * the path is none of them.
 */
export const serveStatic = async (
  path: string,
  response: ServerResponse,
  { frame, botName }: { frame: string | undefined; botName: string },
): Promise<boolean> => {
  const isPage = path === '/' || path.toLowerCase() === `/${botName.toLowerCase()}`;
  const name = isPage ? 'page.html' : fileName.exec(path)?.[1];
  const mediaType = mediaTypes[extname(name ?? '')];
  if (name === undefined || mediaType === undefined) return false;
  const bytes = await readFile(new URL(name, folder)).catch(() => undefined);
  if (bytes === undefined) return false;
  answer(response, 200, bytes, {
    'content-type': mediaType,
    'content-security-policy': contentPolicy(frame),
  });
  return true;
};
