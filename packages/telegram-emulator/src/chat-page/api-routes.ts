// The page's endpoints under /api/: what people do in Telegram, one route each.
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import type { ChatFeed } from './chat-feed.ts';
import { answerJson, HttpRefusal, readTyped } from './http-answer.ts';
import { openMiniApp } from './mini-app-route.ts';
import type { PageEmulator } from './page-emulator.ts';

/** The longest text the page sends, in UTF-16 units; Telegram splits it as it would a paste. */
export const maxTextLength = 100_000;
/** Telegram's own limit for what a bot may send; people may send more, which no bot could fetch. */
export const maxFileBytes = 50 * 1024 * 1024;
/** Room for the longest text with every character escaped. */
const maxJsonBytes = 1024 * 1024;
/** An album in all its sizes, as base64. */
const maxAlbumBytes = 32 * 1024 * 1024;

const id = z.number().int();
const text = z
  .string()
  .min(1, 'The message is empty.')
  .max(maxTextLength, `A message has at most ${maxTextLength.toLocaleString('en')} characters.`);
const name = z.string().trim().min(1, 'A name is needed.').max(64, 'A name has at most 64 characters.');
const place = { userId: id, chatId: id };

const caption = z.string().max(1024, 'A caption has at most 1,024 characters.').optional();

const bodies = {
  message: z.object({ ...place, text, replyTo: id.optional(), threadId: id.optional() }),
  edit: z.object({ ...place, messageId: id, text: z.union([z.literal(''), text]) }),
  photos: z.object({
    ...place,
    caption,
    photos: z.array(z.array(z.base64()).min(1).max(4)).min(1).max(10, 'An album has at most 10 photos.'),
  }),
  tap: z.object({ ...place, messageId: id, data: z.string() }),
  stop: z.object({ ...place, draftId: id }),
  miniApp: z.object({ userId: id, url: z.string().max(2048) }),
  user: z.object({ firstName: name, lastName: name.optional(), username: z.string().max(32).optional() }),
  group: z.object({
    title: z.string().trim().min(1, 'A title is needed.').max(128, 'A title has at most 128 characters.'),
    memberIds: z.array(id).min(1, 'A group needs a member.').max(100),
  }),
};

const numeric = z.coerce.number().int();
const queries = {
  history: z.object({ chatId: numeric, before: numeric }),
  file: z.object({
    userId: numeric,
    chatId: numeric,
    fileName: z.string().min(1, 'The file has no name.').max(255, 'The file name is too long.'),
    mimeType: z.string().max(255).optional(),
    caption,
    /** Not as a document, but as what was said or recorded. */
    recorded: z.enum(['voice', 'audio']).optional(),
  }),
};

const check = <T>(schema: z.ZodType<T>, value: unknown): T => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const custom = issue && /\.$/.test(issue.message) ? issue.message : undefined;
  throw new HttpRefusal(400, custom ?? `The request is not understood (${issue?.path.join('.') ?? ''}).`);
};

const readJson = async <T>(
  request: IncomingMessage,
  schema: z.ZodType<T>,
  maxBytes = maxJsonBytes,
): Promise<T> => {
  const tooLarge = 'The request is too large.';
  const bytes = await readTyped(request, { mediaType: 'application/json', maxBytes, tooLarge });
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new HttpRefusal(400, 'The request is no JSON.');
  }
  return check(schema, value);
};

/** Telegram's refusals become answers; the emulator words them for people. */
const asked = async <T>(call: () => T | Promise<T>): Promise<T> => {
  try {
    return await call();
  } catch (error) {
    if (error instanceof HttpRefusal) throw error;
    throw new HttpRefusal(400, error instanceof Error ? error.message : 'Telegram refused.');
  }
};

export interface ApiDependencies {
  emulator: PageEmulator;
  feed: ChatFeed;
  /** Of the app that this page may open. */
  appOrigin: string | undefined;
  status: () => Promise<object> | object;
  /** A group was made here, with these members. */
  onGroup: (group: { chatId: number; memberIds: number[] }) => void;
}

type Route = (request: IncomingMessage, query: unknown) => Promise<object>;

const messageRoutes = ({ emulator, appOrigin }: ApiDependencies): Record<string, Route> => ({
  'POST /api/messages': async (request) => {
    const { userId, chatId, text, ...options } = await readJson(request, bodies.message);
    const messages = await asked(() => emulator.sendText(userId, chatId, text, options));
    return { messageIds: messages.map((message) => message.message_id) };
  },
  'POST /api/edits': async (request) => {
    const { userId, chatId, messageId, text } = await readJson(request, bodies.edit);
    await asked(() => emulator.editText(userId, chatId, messageId, text));
    return {};
  },
  'POST /api/taps': async (request) => {
    const { userId, chatId, messageId, data } = await readJson(request, bodies.tap);
    return { answer: await asked(() => emulator.tap(userId, chatId, messageId, data)) };
  },
  'POST /api/stops': async (request) => {
    const { userId, chatId, draftId } = await readJson(request, bodies.stop);
    await asked(() => emulator.stopDraft(userId, chatId, draftId));
    return {};
  },
  'POST /api/mini-app': async (request) => {
    const opened = await readJson(request, bodies.miniApp);
    return asked(() => openMiniApp({ emulator, appOrigin }, opened));
  },
  'POST /api/photos': async (request) => {
    const { userId, chatId, photos, caption } = await readJson(request, bodies.photos, maxAlbumBytes);
    const sized = photos.map((sizes, index) => ({
      sizes: sizes.map((size) => new Uint8Array(Buffer.from(size, 'base64'))),
      ...(index === 0 && caption !== undefined && { caption }),
    }));
    const messages = await asked(() => emulator.sendPhotos(userId, chatId, sized));
    return { messageIds: messages.map((message) => message.message_id) };
  },
  'POST /api/files': async (request, query) => {
    const { userId, chatId, recorded: kind, ...about } = check(queries.file, query);
    const tooLarge = 'A file has at most 50 MB.';
    const mediaType = 'application/octet-stream';
    const bytes = await readTyped(request, { mediaType, maxBytes: maxFileBytes, tooLarge });
    if (bytes.length === 0) throw new HttpRefusal(400, 'The file is empty.');
    const message = await asked(() =>
      kind
        ? emulator.sendRecording(userId, chatId, { kind, ...about, bytes })
        : emulator.sendDocument(userId, chatId, { ...about, bytes }),
    );
    return { messageIds: [message.message_id] };
  },
});

const peopleRoutes = ({ emulator, onGroup }: ApiDependencies): Record<string, Route> => ({
  'POST /api/users': async (request) => {
    const { firstName, lastName, username } = await readJson(request, bodies.user);
    const user = await asked(() =>
      emulator.addUser({
        first_name: firstName,
        ...(lastName !== undefined && { last_name: lastName }),
        ...(username !== undefined && { username }),
      }),
    );
    return { user };
  },
  'POST /api/groups': async (request) => {
    const group = await readJson(request, bodies.group);
    const chat = await asked(() => emulator.createGroup(group));
    onGroup({ chatId: chat.id, memberIds: group.memberIds });
    return { chat };
  },
});

/** Serves the endpoints; false when the path is none of them. */
export const createApi = (dependencies: ApiDependencies) => {
  const { feed, status } = dependencies;
  const routes: Record<string, Route> = {
    ...messageRoutes(dependencies),
    ...peopleRoutes(dependencies),
    'GET /api/status': async () => status(),
    'GET /api/history': async (_request, query) => {
      const { chatId, before } = check(queries.history, query);
      return feed.before(chatId, before);
    },
  };
  return async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> => {
    const route = Object.hasOwn(routes, `${request.method} ${url.pathname}`)
      ? routes[`${request.method} ${url.pathname}`]
      : undefined;
    if (!route) return false;
    answerJson(response, 200, await route(request, Object.fromEntries(url.searchParams)));
    return true;
  };
};
