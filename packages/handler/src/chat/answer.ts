// Answers a stored question: the turn of the domain, shown in Telegram while it runs.
import {
  createChatTurn,
  type Message,
  type ModelError,
  messageKey,
  type Outcome,
  REPLY,
  type Session,
  type TurnEnd,
  type TurnResult,
} from '@steward/core';
import { type ButtonRows, callbackData } from '../telegram/buttons.ts';
import { closeMarkdown } from '../telegram/format/close-markdown.ts';
import type { FormattedText } from '../telegram/format/formatted-text.ts';
import { renderMarkdown } from '../telegram/format/render-markdown.ts';
import { splitFormatted } from '../telegram/format/split-formatted.ts';
import { concat, italic } from '../telegram/say.ts';
import type { UpdateContext } from '../updates/update-context.ts';
import { createAnswerView } from './answer-view.ts';
import { modelGoneMessage } from './model-gone.ts';
import { sentenceFor } from './model-sentences.ts';
import { isStopped, watchForStop } from './stop-watch.ts';
import { continueButton, retryButton } from './turn-buttons.ts';
import { reportWaiting } from './waiting-status.ts';

export interface AnswerRequest {
  session: Session;
  question: Message;
  /** Keys of earlier answers that the new one replaces. */
  replaces?: string[];
  /** Messages added to the session by this update, the reply not counted. */
  questionsAdded: number;
}

const TYPING_MS = 4_500;
const STOPPED_NOTE = '⏹ Stopped.';

export const answer = async (context: UpdateContext, request: AnswerRequest): Promise<Outcome> => {
  const { services, sender, updateId } = context;
  const { clock } = services;
  const turnAbort = new AbortController();
  const turnEnded = new AbortController();
  const signal = AbortSignal.any([turnAbort.signal, context.signal]);
  // In a group there are no drafts.
  const mode = services.config.streaming === 'draft' && context.isGroup ? 'edit' : services.config.streaming;
  const view = createAnswerView({
    sender,
    clock,
    mode,
    draftId: updateId,
    stopButtons: [[{ text: '⏹ Stop', data: callbackData('stop', updateId) }]],
  });
  if (await isStopped(context)) {
    const shown = sender.sentAs('answer') !== undefined || (await hasReply(context, request));
    if (!shown) {
      const retry = retryButton(request.session, request.question, updateId);
      await view.finish([{ text: '⏹ Stopped before I began.', entities: [] }], [[retry]]);
      await countQuestion(context, request);
      return 'stopped';
    }
  }
  const watchers = [
    watchForStop(context, turnAbort, turnEnded.signal),
    keepTyping(context, turnEnded.signal, mode !== 'edit'),
  ];
  const waiting = new AbortController();
  watchers.push(
    reportWaiting({
      model: services.model,
      modelName: request.session.modelName,
      clock,
      show: view.status,
      signal: AbortSignal.any([waiting.signal, turnEnded.signal]),
    }),
  );
  const turn = createChatTurn({
    ...services,
    contextTokens: services.catalogue.contextTokens,
    now: clock.now,
  });
  const recordedEnd = context.claim.facts.end as TurnEnd | undefined;
  let storedAs: number[] = [];
  try {
    const result = await Promise.race([
      turn({
        session: request.session,
        question: request.question,
        updateId,
        atMs: context.atMs,
        replaces: request.replaces ?? [],
        questionsAdded: request.questionsAdded,
        signal,
        onText: (text) => {
          waiting.abort();
          view.grow(text);
        },
        shownAs: () => {
          storedAs = view.shownAs();
          return storedAs;
        },
        ...(recordedEnd !== undefined && { recordedEnd }),
        recordEnd: (end) => context.record({ end }),
      }),
      view.failure.catch((error) => {
        turnAbort.abort('unreachable');
        throw error;
      }),
    ]);
    measure(context, result);
    const { pieces, buttons, outcome } = await presentationOf(context, request, result);
    const ids = await view.finish(pieces, buttons);
    if (result.text !== '' && ids.join() !== storedAs.join()) await keepIds(context, request, ids);
    return outcome;
  } finally {
    turnEnded.abort();
    await Promise.all([...watchers, view.close()]);
  }
};

const presentationOf = async (
  { services, updateId }: UpdateContext,
  { session, question }: AnswerRequest,
  result: TurnResult,
): Promise<{ pieces: FormattedText[]; buttons?: ButtonRows; outcome: Outcome }> => {
  const retry = retryButton(session, question, updateId);
  if (result.error?.code === 'model-missing' && result.text === '') {
    const { message, buttons } = await modelGoneMessage(services, session, retry);
    return { pieces: [message], buttons, outcome: 'failed' };
  }
  const pieces = answerPieces(result, noteFor(result));
  if (result.end === 'complete') return { pieces, outcome: 'answered' };
  const more = result.text === '' ? [] : [continueButton(session, updateId)];
  if (result.end === 'length') return { pieces, buttons: [more], outcome: 'answered' };
  return { pieces, buttons: [[...more, retry]], outcome: result.end === 'stopped' ? 'stopped' : 'failed' };
};

/** The stored reply knows every message that shows it. */
const keepIds = (
  { services, owner, atMs, updateId }: UpdateContext,
  { session }: AnswerRequest,
  telegramMessageIds: number[],
): Promise<void> =>
  services.messages.update(owner, session.sessionId, messageKey(atMs, updateId, REPLY), {
    telegramMessageIds,
  });

/** The answer's formatted pieces, with a note behind the last one. */
const answerPieces = (result: TurnResult, note: FormattedText | undefined): FormattedText[] => {
  const complete = result.end === 'complete';
  const formatted = renderMarkdown(complete ? result.text : closeMarkdown(result.text));
  const before = result.questionCut
    ? concat(italic('Your message was too long for this model: only its end was read.'), '\n\n')
    : undefined;
  const after = note && (formatted.text === '' ? note : concat('\n\n', note));
  const whole = concat(...[before, formatted, after].filter((piece) => piece !== undefined));
  return splitFormatted(whole);
};

const noteFor = ({ end, error, text }: TurnResult): FormattedText | undefined => {
  if (end === 'stopped') return { text: STOPPED_NOTE, entities: [] };
  if (end === 'length') return italic('The answer reached its length limit. Tap “Continue” for the rest.');
  if (end === 'broken')
    return { text: `⚠️ ${sentenceFor(error as ModelError | undefined, text !== '')}`, entities: [] };
  return undefined;
};

const hasReply = async ({ services, owner, atMs, updateId }: UpdateContext, { session }: AnswerRequest) => {
  return (
    (await services.messages.get(owner, session.sessionId, messageKey(atMs, updateId, REPLY))) !== undefined
  );
};

const countQuestion = async (
  { services, updateId }: UpdateContext,
  request: AnswerRequest,
): Promise<void> => {
  if (request.questionsAdded === 0) return;
  const turn = { updateId, added: request.questionsAdded, atMs: services.clock.now() };
  await services.sessions.recordTurn(request.session, turn);
};

/** "typing…" where no growing message shows that something happens. The webhook sent the first one. */
const keepTyping = async (context: UpdateContext, signal: AbortSignal, always: boolean): Promise<void> => {
  const { clock } = context.services;
  const { sender } = context;
  if (context.isGroup || context.isTap) await sender.typing();
  for (;;) {
    await clock.sleep(TYPING_MS, signal);
    if (signal.aborted || (!always && sender.sentAs('answer') !== undefined)) return;
    await sender.typing();
  }
};

const measure = ({ services: { meter } }: UpdateContext, result: TurnResult): void => {
  if (result.firstTextMs !== undefined) meter.time('TimeToFirstToken', result.firstTextMs);
  if (result.promptTokens !== undefined) meter.count('PromptTokens', result.promptTokens);
  if (result.answerTokens !== undefined) meter.count('AnswerTokens', result.answerTokens);
};
