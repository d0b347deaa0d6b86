// The endpoints of the cards. A token comes in a body, never in an address, and goes nowhere but to the port.
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { answerJson, HttpRefusal, readTyped } from '../http-answer.ts';
import type { Cards, ConnectPort, ModelPort, Problem } from './card-ports.ts';

const MAX_BYTES = 4_096;
const token = z.string().trim().min(1).max(256);
const code = z.string().trim().min(1).max(64);
const tokenBody = z.object({ token });
const confirmBody = z.object({ token, code });

type Route = (request: IncomingMessage, response: ServerResponse) => Promise<object>;

const read = async <T>(request: IncomingMessage, schema: z.ZodType<T>): Promise<T> => {
  const tooLarge = 'The request is too large.';
  const bytes = await readTyped(request, { mediaType: 'application/json', maxBytes: MAX_BYTES, tooLarge });
  try {
    return schema.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    // Without a cause: it may quote what was sent.
    throw new HttpRefusal(400, 'The request is not understood.');
  }
};

/** A problem becomes a refusal, so that the page says its sentence. */
const orRefused = <T extends object>(answer: T | Problem): T => {
  if ('problem' in answer) throw new HttpRefusal(400, answer.problem);
  return answer;
};

const connectRoutes = (connect: ConnectPort): Record<string, Route> => ({
  'POST /api/connect/check': async (request) =>
    orRefused(await connect.check((await read(request, tokenBody)).token)),
  'POST /api/connect/code': async (request) =>
    orRefused(await connect.showCode((await read(request, tokenBody)).token)),
  'POST /api/connect/confirm': async (request, response) => {
    const given = await read(request, confirmBody);
    const connected = orRefused(await connect.confirm(given.token, given.code));
    if (response.closed) connect.leave();
    else response.once('close', connect.leave);
    return connected;
  },
});

const modelRoutes = (model: ModelPort): Record<string, Route> => ({
  'POST /api/model/pull': async (request) => {
    await read(request, z.object({}));
    return orRefused(await model.pull());
  },
  'POST /api/model/stop': async (request) => {
    await read(request, z.object({}));
    model.stop();
    return {};
  },
});

/** Serves the endpoints; false when the path is none of them. */
export const createCardRoutes = ({ connect, model }: Cards) => {
  const routes: Record<string, Route> = {
    ...(connect && connectRoutes(connect)),
    ...(model && modelRoutes(model)),
    'GET /api/cards': async () => ({
      ...(connect && { connect: { note: connect.note } }),
      model: await model?.offer(),
    }),
  };
  return async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> => {
    const name = `${request.method} ${url.pathname}`;
    const route = Object.hasOwn(routes, name) ? routes[name] : undefined;
    if (!route) return false;
    answerJson(response, 200, await route(request, response));
    return true;
  };
};
