// The turn of the domain, shown in Telegram while it runs.
import { createChatTurn, goingOnAfter, type Outcome, type TurnResult } from '@steward/core';
import type { Services } from '../context/services.ts';
import type { UpdateContext } from '../context/update-context.ts';
import { keepTyping } from '../context/while-typing.ts';
import { lazily } from '../lazily.ts';
import { callbackData } from '../telegram/buttons.ts';
import { loadFormatting } from '../telegram/format/load-formatting.ts';
import type { AnswerDependencies, AnswerRequest } from './answer-request.ts';
import { cutsOf, GROWING_SLOT } from './answer-slots.ts';
import { createAnswerView } from './answer-view.ts';
import { countTokens } from './count-tokens.ts';
import { createMaterial } from './document-material.ts';
import { keepIds } from './kept-answer.ts';
import { answerBefore, isContinue } from './last-question.ts';
import { createPictureSource } from './picture-source.ts';
import { presentAnswer } from './present-answer.ts';
import { JOINED, readStop, watchForStop } from './stop-watch.ts';
import { streamingOf } from './streaming-mode.ts';
import { createThinking } from './thinking.ts';
import type { ThinkingModel } from './thinking-model.ts';
import { reportWaiting } from './waiting-status.ts';
import { createWakefulModel, recordUse } from './wakeful-model.ts';

/** A fixed reason: otherwise every abort, one for each token, would create an error with a stack. */
const OVER = 'over';

export const answerNow = async (
  services: AnswerDependencies,
  context: UpdateContext,
  request: AnswerRequest,
): Promise<Outcome> => {
  const { facts } = context.claim;
  const shown = openShown(services, context);
  const { view } = shown;
  const stop = request.stop ?? (await readStop(services, context, request.question.telegramMessageIds));
  if (stop !== 'none') {
    const { stoppedBefore } = await import('./answer-cut.ts');
    const stopped = await stoppedBefore(services, context, request, { stop, view });
    if (stopped) return stopped;
  }
  facts.used ??= 0;
  const asked = await openModel(services, context, request, shown);
  // Loaded while the model is asked. Its error is handled where it is awaited.
  loadFormatting().catch(() => {});
  const pictures = createPictureSource(services, request.question);
  let result: TurnResult | undefined;
  let noted: Promise<void> | undefined;
  try {
    result = await runTurn(services, context, request, { shown, asked, pictures });
    measure(services, result);
    const { error } = result;
    if (error && result.end === 'broken')
      noted = import('./note-failure.ts').then(({ noteFailure }) =>
        noteFailure(services, context, error, request.session.modelName),
      );
    const said = { ...request, hidesPictures: pictures.hidden() };
    const { pieces, buttons, outcome } = await presentAnswer(services, context, said, result, shown.growing);
    const ids = await view.finish(pieces, buttons);
    await result.recorded;
    if (result.text !== '' && ids.join() !== shown.storedAs.join())
      await keepIds(services, context, request, ids);
    return outcome;
  } catch (error) {
    if (shown.turnAbort.signal.reason !== JOINED || result) throw error;
    return await (await import('./answer-cut.ts')).giveWay(view);
  } finally {
    shown.turnEnded.abort(OVER);
    facts.used += asked.counted.tokens();
    // Also when showing it failed: this try must have ended before the next one begins.
    await Promise.allSettled([...asked.watchers, view.close(), result?.recorded, noted]);
  }
};

/** What this try shows of its turn, and how the turn is ended. */
const openShown = (services: AnswerDependencies, context: UpdateContext) => {
  const { sender, updateId } = context;
  const turnAbort = new AbortController();
  const mode = streamingOf(services, context, context.profile?.streaming);
  /** Undefined where it does not think first, and until it begins to. */
  const thinking: { model?: ThinkingModel | undefined } = {};
  const growing = lazily(async () => {
    const { createGrowingText } = await loadFormatting();
    return createGrowingText({ cuts: cutsOf(context.claim.facts), lead: () => thinking.model?.lead() });
  });
  const view = createAnswerView({
    ...{ growing, sender, clock: services.clock, mode, draftId: updateId },
    stopButtons: [[{ text: '⏹ Stop', data: callbackData('stop', updateId) }]],
  });
  return {
    ...{ view, growing, thinking, mode, turnAbort, turnEnded: new AbortController() },
    signal: AbortSignal.any([turnAbort.signal, context.signal]),
    /** The messages with which the answer was stored. */
    storedAs: [] as number[],
  };
};

type Shown = ReturnType<typeof openShown>;

/** The model, awake, counted, and thinking first for who asked for it; and what is watched until the turn has ended. */
const openModel = async (
  services: AnswerDependencies,
  context: UpdateContext,
  { question, modelName, session }: AnswerRequest,
  { view, mode, signal, thinking, turnAbort, turnEnded }: Shown,
) => {
  const { clock } = services;
  const { sender, log } = context;
  const show = view.status;
  const counted = countTokens(services.model);
  /** Until there is something of the answer. */
  const waiting = new AbortController();
  const wakeful = createWakefulModel({ ...services, model: counted.model }, { show, signal, log });
  thinking.model = await createThinking(services, context, {
    ...{ model: wakeful.model, show },
    onThought: () => waiting.abort(OVER),
  });
  const ended = turnEnded.signal;
  const watchers = [
    watchForStop(services, context, question.telegramMessageIds, turnAbort, ended),
    keepTyping({ clock, sender }, ended, {
      isShown: () => mode === 'edit' && sender.sentAs(GROWING_SLOT) !== undefined,
    }),
    recordUse(services, log, ended),
    reportWaiting({
      ...{ model: services.model, modelName: modelName ?? session.modelName, clock, show },
      ...{ signal: AbortSignal.any([waiting.signal, ended]), awake: wakeful.awake },
    }),
  ];
  return { counted, waiting, wakeful, model: thinking.model?.model ?? wakeful.model, watchers };
};

type Asked = Awaited<ReturnType<typeof openModel>>;

/** A chat that can't be written to any more ends it, too. */
const runTurn = async (
  services: AnswerDependencies,
  context: UpdateContext,
  request: AnswerRequest,
  {
    shown,
    asked,
    pictures,
  }: { shown: Shown; asked: Asked; pictures: ReturnType<typeof createPictureSource> },
): Promise<TurnResult> => {
  const { view, turnAbort, signal } = shown;
  const material = createMaterial(services, context.owner);
  const { wakeful, model, waiting } = asked;
  const now = services.clock.now;
  const turn = createChatTurn({ ...services, ...wakeful, model, material, pictures, now });
  const recordedEnd = context.claim.facts.end;
  return await Promise.race([
    turn({
      ...request,
      replaces: request.replaces ?? [],
      signal,
      updateId: context.updateId,
      atMs: context.atMs,
      firstTry: context.claim.attempt === 1,
      onText: (text) => {
        waiting.abort(OVER);
        view.grow(text);
      },
      // An answer that is there at once needs no growing message, and one that grew no further step.
      onWritten: () => void view.close(),
      shownAs: () => {
        shown.storedAs = view.shownAs();
        return shown.storedAs;
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
