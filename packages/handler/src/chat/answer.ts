// Answers a stored question: the turn of the domain, shown in Telegram while it runs.
import {
  createChatTurn,
  goingOnAfter,
  type Message,
  type Outcome,
  type Session,
  type TurnResult,
} from '@steward/core';
import type { Services } from '../context/services.ts';
import type { UpdateContext } from '../context/update-context.ts';
import { keepTyping } from '../context/while-typing.ts';
import { lazily } from '../lazily.ts';
import { callbackData } from '../telegram/buttons.ts';
import { type FormattedText, plainText } from '../telegram/format/formatted-text.ts';
import { loadFormatting } from '../telegram/format/load-formatting.ts';
import { cutsOf, GROWING_SLOT } from './answer-slots.ts';
import { type AnswerView, createAnswerView } from './answer-view.ts';
import { countTokens } from './count-tokens.ts';
import { createMaterial } from './document-material.ts';
import { JOINED_TEXT } from './joined-question.ts';
import { countQuestion, isUnseen, keepIds } from './kept-answer.ts';
import { answerBefore, isContinue } from './last-question.ts';
import { createPictureSource } from './picture-source.ts';
import { presentAnswer } from './present-answer.ts';
import { JOINED, readStop, type Stop, watchForStop } from './stop-watch.ts';
import { streamingOf } from './streaming-mode.ts';
import { createThinking } from './thinking.ts';
import { type AllowanceDependencies, type AskedTurn, askAllowance } from './turn-allowance.ts';
import { retryButton } from './turn-buttons.ts';
import { withinLimits } from './turn-limit.ts';
import { reportWaiting } from './waiting-status.ts';
import { createWakefulModel, recordUse, type WakefulDependencies } from './wakeful-model.ts';

export type AnswerDependencies = WakefulDependencies &
  AllowanceDependencies &
  Pick<
    Services,
    'bot' | 'config' | 'download' | 'files' | 'messages' | 'profiles' | 'sessions' | 'stops' | 'turns'
  >;

export interface AnswerRequest {
  session: Session;
  question: Message;
  /** Answers this question in place of the session's model. */
  modelName?: string;
  /** Keys of earlier answers that the new one replaces. */
  replaces?: string[];
  /** Messages added to the session by this update, the reply not counted. */
  questionsAdded: number;
  /** The stop that was looked for while the question was stored; left out: it is looked for. */
  stop?: Stop;
  /** The session's messages, where they are being read already. */
  history?: AsyncIterable<Message>;
  /** Where something limits, and it is asked for already. */
  allowed?: AskedTurn | undefined;
}

/** In the place of an answer whose question was changed. */
export const CHANGED = '✏️ You changed the question. The answer to it follows.';

/** A fixed reason: otherwise every abort, one for each token, would create an error with a stack. */
const OVER = 'over';

export const answer = async (
  services: AnswerDependencies,
  context: UpdateContext,
  request: AnswerRequest,
): Promise<Outcome> => {
  const allowed = request.allowed ?? askAllowance(services, context, request);
  const now = () => answerNow(services, context, request);
  const instead = async (sentence: FormattedText): Promise<Outcome> => {
    // What an earlier try has begun is finished.
    if (!(await isUnseen(services, context, request))) return await now();
    const retry = retryButton(request.session, request.question, context.updateId);
    await context.sender.send('answer', sentence, [[retry]]);
    await countQuestion(services, context, request);
    return 'refused';
  };
  const withinHour = () => withinLimits(services, context, now, instead);
  return allowed ? await (await allowed)(withinHour, instead) : await withinHour();
};

const answerNow = async (
  services: AnswerDependencies,
  context: UpdateContext,
  request: AnswerRequest,
): Promise<Outcome> => {
  const { sender, updateId, log } = context;
  const { clock } = services;
  const turnAbort = new AbortController();
  const turnEnded = new AbortController();
  const signal = AbortSignal.any([turnAbort.signal, context.signal]);
  const mode = streamingOf(services, context, context.profile?.streaming);
  const growing = lazily(async () => {
    const { createGrowingText } = await loadFormatting();
    return createGrowingText({ cuts: cutsOf(context.claim.facts), lead: () => thinking?.lead() });
  });
  const view = createAnswerView({
    growing,
    sender,
    clock,
    mode,
    draftId: updateId,
    stopButtons: [[{ text: '⏹ Stop', data: callbackData('stop', updateId) }]],
  });
  const asked = request.question.telegramMessageIds;
  const stop = request.stop ?? (await readStop(services, context, asked));
  const stopped = stop !== 'none' && (await stoppedBefore(services, context, request, { stop, view }));
  if (stopped) return stopped;
  const { facts } = context.claim;
  facts.used ??= 0;
  const counted = countTokens(services.model);
  const waiting = new AbortController();
  const wakeful = createWakefulModel(
    { ...services, model: counted.model },
    { show: view.status, signal, log },
  );
  const thinking = await createThinking(services, context, {
    model: wakeful.model,
    show: view.status,
    onThought: () => waiting.abort(OVER),
  });
  const watchers = [
    watchForStop(services, context, asked, turnAbort, turnEnded.signal),
    keepTyping({ clock, sender }, turnEnded.signal, {
      isShown: () => mode === 'edit' && sender.sentAs(GROWING_SLOT) !== undefined,
    }),
    recordUse(services, log, turnEnded.signal),
    reportWaiting({
      model: services.model,
      modelName: request.modelName ?? request.session.modelName,
      clock,
      show: view.status,
      signal: AbortSignal.any([waiting.signal, turnEnded.signal]),
      awake: wakeful.awake,
    }),
  ];
  // Loaded while the model is asked. Its error is handled where it is awaited.
  loadFormatting().catch(() => {});
  const pictures = createPictureSource(services, request.question);
  const material = createMaterial(services, context.owner);
  const model = thinking?.model ?? wakeful.model;
  const turn = createChatTurn({ ...services, ...wakeful, model, material, pictures, now: clock.now });
  const recordedEnd = facts.end;
  let storedAs: number[] = [];
  let result: TurnResult | undefined;
  let noted: Promise<void> | undefined;
  try {
    result = await Promise.race([
      turn({
        session: request.session,
        question: request.question,
        ...(request.modelName !== undefined && { modelName: request.modelName }),
        updateId,
        atMs: context.atMs,
        replaces: request.replaces ?? [],
        questionsAdded: request.questionsAdded,
        signal,
        firstTry: context.claim.attempt === 1,
        ...(request.history && { history: request.history }),
        onText: (text) => {
          waiting.abort(OVER);
          view.grow(text);
        },
        // An answer that is there at once needs no growing message, and one that grew no further step.
        onWritten: () => void view.close(),
        shownAs: () => {
          storedAs = view.shownAs();
          return storedAs;
        },
        ...(recordedEnd !== undefined && { recordedEnd }),
        recordEnd: (end) => context.record({ end }),
        goOn: await goOnFrom(services, request),
      }),
      view.failure.catch((error) => {
        turnAbort.abort('unreachable');
        throw error;
      }),
    ]);
    measure(services, result);
    const { error } = result;
    if (error && result.end === 'broken')
      noted = import('./note-failure.ts').then(({ noteFailure }) =>
        noteFailure(services, context, error, request.session.modelName),
      );
    const shown = { ...request, hidesPictures: pictures.hidden() };
    const { pieces, buttons, outcome } = await presentAnswer(services, context, shown, result, growing);
    const ids = await view.finish(pieces, buttons);
    await result.recorded;
    if (result.text !== '' && ids.join() !== storedAs.join()) await keepIds(services, context, request, ids);
    return outcome;
  } catch (error) {
    if (turnAbort.signal.reason !== JOINED || result) throw error;
    return await giveWay(view);
  } finally {
    turnEnded.abort(OVER);
    facts.used += counted.tokens();
    // Also when showing it failed: this try must have ended before the next one begins.
    await Promise.allSettled([...watchers, view.close(), result?.recorded, noted]);
  }
};

/** Undefined: something of the answer was seen already, and it is finished. */
const stoppedBefore = async (
  services: AnswerDependencies,
  context: UpdateContext,
  request: AnswerRequest,
  { stop, view }: { stop: Stop; view: AnswerView },
): Promise<Outcome | undefined> => {
  if (!(await isUnseen(services, context, request))) return undefined;
  if (stop === 'joined') return 'joined';
  const retry = retryButton(request.session, request.question, context.updateId);
  if (stop === 'edited') await view.finish([plainText(CHANGED)]);
  else await view.finish([plainText('⏹ Stopped before I began.')], [[retry]]);
  await countQuestion(services, context, request);
  return 'stopped';
};

/** What was cut off within code goes on as code. */
const goOnFrom = async (
  services: Pick<Services, 'messages'>,
  { session, question }: AnswerRequest,
): Promise<((text: string) => string) | undefined> => {
  const before = isContinue(question) ? await answerBefore(services, session, question) : undefined;
  return before && goingOnAfter(before.content);
};

const measure = ({ meter }: Pick<Services, 'meter'>, result: TurnResult): void => {
  if (result.firstTextMs !== undefined) meter.time('TimeToFirstToken', result.firstTextMs);
  if (result.generationMs !== undefined) meter.time('GenerationTime', result.generationMs);
  if (result.promptTokens !== undefined) meter.count('PromptTokens', result.promptTokens);
  if (result.answerTokens !== undefined) meter.count('AnswerTokens', result.answerTokens);
};

/** What was shown of the answer gives way to the one that follows. */
const giveWay = async (view: AnswerView): Promise<Outcome> => {
  await view.close();
  if (view.shownAs().length > 0) await view.finish([plainText(JOINED_TEXT)]);
  return 'joined';
};
