// What the app may ask of the worker, by its form.
import { isTitle } from '@steward/core';
import type { Ask } from '@steward/core/web-contract';
import * as z from 'zod/mini';
import { isAppWorkId, LONGEST_TITLE } from '../../queue/app-work.ts';
import { readWork } from './work-name.ts';

const session = z.string().check(z.minLength(1), z.maxLength(200));
const count = z.int().check(z.positive());

const title = z.string().check(z.maxLength(LONGEST_TITLE), z.refine(isTitle));

const ask = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('rename'), session, title }),
  z.strictObject({ do: z.literal(['archive', 'restore', 'delete']), session }),
  z.strictObject({ do: z.literal('export'), session, format: z.enum(['markdown', 'json']) }),
  z.strictObject({
    do: z.literal(['done', 'undone', 'pause', 'resume', 'remove']),
    reminder: count,
    revision: count,
  }),
  z.strictObject({
    do: z.literal('undo-remove'),
    work: z.string().check(z.refine((work) => readWork(work) !== undefined)),
  }),
  z.strictObject({ do: z.literal(['allow', 'block']), chat: z.int().check(z.refine((id) => id !== 0)) }),
]) satisfies z.ZodMiniType<Ask>;

export const workAsked = z.strictObject({ id: z.string().check(z.refine(isAppWorkId)), ask });

export const workQuery = z.object({ work: z.string() });
