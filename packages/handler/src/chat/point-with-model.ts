// The session's model copies words of a text: which say when, where, what. It decides nothing, and whatever asks it works
// without it. Loaded when something is not read by code alone.
import { estimateTokens, ModelError, type PromptMessage } from '@steward/core';
import type * as z from 'zod';
import type { Services } from '../context/services.ts';
import type { Speaker, UpdateContext } from '../context/update-context.ts';
import { activeSession } from './active-session.ts';
import { estimatePrompt, isRead } from './count-tokens.ts';
import { type AllowanceDependencies, isLimited } from './turn-allowance.ts';

export type PointDependencies = AllowanceDependencies &
  Pick<Services, 'clock' | 'model' | 'modelServer' | 'sessions'>;

export type PointContext = UpdateContext & Pick<Speaker, 'whileTyping'>;

export interface Pointing<T> {
  /** In the log, where it comes to nothing. */
  action: string;
  schema: z.core.$ZodType<T>;
  instruction: string;
  /** A longer one than `LONGEST_POINTED` is not shown to a model. */
  text: string;
  /** What is read from instead, by the model that is named with them. */
  pictures?: { model: string; images: Uint8Array[] };
  atMostMs: number;
  /** Called where the allowance of the day is used up, so that no model is asked. */
  whenUsedUp?: () => void;
}

export const LONGEST_POINTED = 500;

const ANSWER_TOKENS = 512;

/** Undefined where no model is there, or it is away, slow or wrong, or no allowance is left for it. Never throws. */
export const pointWithModel = async <T>(
  services: PointDependencies,
  context: PointContext,
  asked: Pointing<T>,
): Promise<T | undefined> => {
  if (asked.text.length > LONGEST_POINTED) return undefined;
  if (!isLimited(context)) return (await point(services, context, asked)).result;
  const { withinAllowance } = await import('./allowance.ts');
  const tokens = estimatePrompt({ messages: messagesOf(asked) }) + ANSWER_TOKENS;
  const done = await withinAllowance(services, context, tokens, () => point(services, context, asked)).catch(
    (error: unknown) => {
      context.log.warn('No allowance could be asked for', {
        action: asked.action,
        error: (error as Error).name,
      });
      return {} as Pointed<T>;
    },
  );
  if (done !== 'used-up') return done.result;
  asked.whenUsedUp?.();
  return undefined;
};

/** `tokens`: what was used, as far as that can be told. */
interface Pointed<T> {
  result?: T;
  tokens?: number;
}

const point = async <T>(
  services: PointDependencies,
  context: PointContext,
  asked: Pointing<T>,
): Promise<Pointed<T>> => {
  const ended = new AbortController();
  const late = services.clock.sleep(asked.atMostMs, AbortSignal.any([ended.signal, context.signal]));
  const asking = context.whileTyping(() =>
    Promise.race([
      ask(services, context, asked, ended.signal).catch((error: unknown): Pointed<T> => {
        context.log.warn('No model pointed at the words of a text', {
          action: asked.action,
          error: error instanceof ModelError ? error.code : (error as Error).name,
        });
        return isRead(error) ? {} : { tokens: 0 };
      }),
      late.then((): Pointed<T> => ({})),
    ]),
  );
  return await asking.finally(() => ended.abort());
};

const messagesOf = ({ instruction, pictures, text }: Pointing<unknown>): PromptMessage[] => [
  { role: 'system', content: instruction },
  { role: 'user', content: text, ...(pictures && { images: pictures.images }) },
];

const ask = async <T>(
  services: PointDependencies,
  context: PointContext,
  asked: Pointing<T>,
  signal: AbortSignal,
): Promise<Pointed<T>> => {
  const model = asked.pictures?.model ?? (await activeSession(services, context))?.modelName;
  // A machine that is off is not woken for this.
  const { modelServer } = services;
  if (model === undefined || (modelServer && (await modelServer.power.state()) !== 'running'))
    return { tokens: 0 };
  const request = {
    model,
    messages: messagesOf(asked),
    contextTokens: await services.catalogue.contextTokens(model),
    answerTokens: ANSWER_TOKENS,
  };
  const once = () => services.model.object(request, asked.schema, { signal });
  const result = await once().catch((error: unknown) => {
    if (error instanceof ModelError && STUMBLED.includes(error.code) && !signal.aborted) return once();
    throw error;
  });
  return { result, tokens: estimatePrompt(request) + estimateTokens(JSON.stringify(result) ?? '') };
};

/** How a server fails of what its own model wrote. */
const STUMBLED: readonly string[] = ['model-failed', 'model-stumbled', 'model-broke-off'];
