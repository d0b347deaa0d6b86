// One chat turn: the stored question, as much history as fits, the model's answer, and the stored reply.

import { beginningOf } from '../cut-text.ts';
import { leaseLost } from '../error.ts';
import type { ModelRequest } from '../model/chat-model.ts';
import { ModelError } from '../model/chat-model.ts';
import type { Picture } from '../session/attachment.ts';
import { type Message, messageKey, REPLY } from '../session/message.ts';
import { refOf, type SessionChanges } from '../session/session.ts';
import { DEFAULT_TITLE, titleFrom } from '../session/title.ts';
import { PICTURE_TOKENS } from './calibrate.ts';
import { answerTokensFor, selectContext } from './context-window.ts';
import { createReasoningFilter } from './hide-reasoning.ts';
import { DEFAULT_INSTRUCTIONS } from './instructions.ts';
import { nothingSaid, seen } from './nothing-said.ts';
import { picturesOf } from './pictures-of.ts';
import { readHistory } from './read-history.ts';
import { DEADLINE, STOPPED, type TurnDependencies, type TurnInput, type TurnResult } from './turn.ts';
import { goSmaller, learn, learnedIn, type Progress, type Round, sentIn } from './turn-progress.ts';

/** A model that ignores its token limit is stopped here, and what it wrote is cut: also a single piece may be too long. */
const MAX_CHARACTERS_PER_TOKEN = 16;

export const createChatTurn = (deps: TurnDependencies) => {
  const { sessions, messages, model, pictures, now, material } = deps;

  const generate = async (input: TurnInput, progress: Progress): Promise<void> => {
    const { session, question, modelName = session.modelName } = input;
    const contextTokens = await deps.contextTokens(modelName);
    const answerTokens = answerTokensFor(contextTokens);
    const own = picturesOf(question);
    const isSeen = own.length > 0 && (await lookAhead(modelName, own));
    for (const round: Round = { number: 1, shrink: 1, mostPictures: Number.POSITIVE_INFINITY }; ; ) {
      const context = await selectContext({
        newestFirst: questionAndBefore(question, historyFor(input, round)),
        upTo: question.key,
        systemPrompt: session.systemPrompt ?? DEFAULT_INSTRUCTIONS,
        nowMs: now(),
        contextTokens,
        answerTokens,
        ...(session.contextStart !== undefined && { contextStart: session.contextStart }),
        ...(progress.tokenRatio !== undefined && { tokenRatio: progress.tokenRatio }),
        pictures: {
          tokensEach: progress.pictureTokens ?? PICTURE_TOKENS,
          most: round.mostPictures,
          illustrate: (input) => pictures.illustrate(modelName, input),
        },
        shrink: round.shrink,
        ...(material && { material: (seen, tokens) => material(seen, question.content, tokens) }),
      });
      if (isSeen && context.left === own.length)
        throw new ModelError('context-overflow', 'The window has no room for a picture');
      progress.contextStart = context.contextStart;
      progress.sent = sentIn(context, own.length, isSeen);
      try {
        await stream(
          { model: modelName, messages: context.messages, contextTokens, answerTokens },
          input,
          progress,
        );
        if (progress.promptTokens !== undefined) learn(progress, context, progress.promptTokens);
        return;
      } catch (error) {
        const overflow = error instanceof ModelError && error.code === 'context-overflow';
        if (!overflow || progress.text !== '' || !goSmaller(round, context.pictures, own.length)) throw error;
        if (error.promptTokens !== undefined) learn(progress, context, error.promptTokens);
      }
    }
  };

  /** A model that does not see is not asked. What is read from here on is there when the history is. */
  const lookAhead = async (modelName: string, own: Picture[]): Promise<boolean> => {
    const sees = await pictures.sees(modelName);
    if (sees === false) throw new ModelError('model-blind', 'The model does not see');
    if (sees) for (const picture of own) void pictures.read(picture);
    return sees === true;
  };

  /** Once only what is being read already: a second, shorter round reads anew. */
  const historyFor = ({ session, question, history }: TurnInput, round: Round): AsyncIterable<Message> =>
    (round.number === 1 ? history : undefined) ?? readHistory(messages, session, question.key);

  const stream = async (request: ModelRequest, input: TurnInput, progress: Progress): Promise<void> => {
    const startedMs = now();
    const answer = createReasoningFilter();
    const longest = request.answerTokens * MAX_CHARACTERS_PER_TOKEN;
    try {
      for await (const event of model.stream(request, { signal: input.signal })) {
        if (event.type === 'done') {
          progress.end = event.reason === 'length' ? 'length' : 'complete';
          progress.text = answer.whole();
          progress.onlyThought = progress.text === '' && (event.thought === true || answer.length() > 0);
          progress.promptTokens = event.promptTokens;
          progress.answerTokens = event.answerTokens;
          progress.generationMs = now() - startedMs;
          return;
        }
        if (event.type === 'thought') continue;
        const before = progress.text;
        progress.text = answer.push(event.text);
        if (answer.length() > longest) {
          progress.end = 'length';
          progress.text = beginningOf(answer.whole(), longest);
          progress.onlyThought = progress.text === '';
          return;
        }
        if (progress.text === before) continue;
        progress.firstTextMs ??= now() - startedMs;
        input.onText(input.goOn?.(progress.text) ?? progress.text);
      }
    } finally {
      if (progress.end === 'broken') progress.text = answer.shown();
    }
  };

  /** Stores the reply; what another try stored before wins. */
  const keep = async (input: TurnInput, progress: Progress, key: string, text: string): Promise<string> => {
    const { owner, sessionId } = input.session;
    const end = input.recordedEnd ?? 'complete';
    if (progress.end !== end) await input.recordEnd(progress.end);
    const reply: Message = {
      key,
      role: 'assistant',
      content: text,
      ts: now(),
      telegramMessageIds: input.shownAs(),
      ...(progress.sent.documents && { attachments: progress.sent.documents }),
    };
    return (await messages.put(owner, sessionId, reply)).content;
  };

  const record = async (input: TurnInput, progress: Progress, replied: boolean): Promise<void> => {
    const { session, question } = input;
    const changes: SessionChanges = {
      ...(session.title === DEFAULT_TITLE && { title: titleFrom(question.content) }),
      ...(input.modelName === undefined && learnedIn(progress)),
    };
    const replies = replied ? 1 - input.replaces.length : 0;
    const turn = { updateId: input.updateId, added: input.questionsAdded + replies, atMs: now() };
    await sessions.recordTurn(refOf(session), turn, changes);
    // Last: as long as they are there, a repeat still counts them.
    if (replied) await messages.remove(session.owner, session.sessionId, input.replaces);
  };

  return async (input: TurnInput): Promise<TurnResult> => {
    const { session } = input;
    const key = messageKey(input.atMs, input.updateId, REPLY);
    const stored = input.firstTry ? undefined : await messages.get(session.owner, session.sessionId, key);
    const progress: Progress = {
      text: '',
      end: 'broken',
      sent: { questionCut: false },
      // Another model counts its own way.
      ...(input.modelName === undefined && {
        tokenRatio: session.tokenRatio,
        pictureTokens: session.pictureTokens,
      }),
    };
    let error: ModelError | undefined;
    if (stored) {
      progress.text = stored.content;
      const documents = stored.attachments?.filter((one) => one.kind === 'document');
      if (documents?.length) progress.sent.documents = documents;
      progress.end = input.recordedEnd ?? 'complete';
    } else {
      try {
        await generate(input, progress);
        if (seen(progress.text) === '') error = nothingSaid(progress);
      } catch (thrown) {
        if (!(thrown instanceof ModelError)) throw thrown;
        error = thrown;
        const { aborted, reason } = input.signal;
        if (aborted && reason !== STOPPED && reason !== DEADLINE) throw leaseLost();
      }
      if (error) progress.end = input.signal.reason === STOPPED ? 'stopped' : 'broken';
    }
    input.onWritten?.();
    const said = seen(progress.text);
    const written = said === '' || stored ? said : seen(input.goOn?.(progress.text) ?? said);
    const text = stored || written === '' ? written : await keep(input, progress, key, written);
    const recorded = record(input, progress, text !== '');
    // Avoids an unhandled rejection: whoever awaits it gets the error.
    recorded.catch(() => {});
    return {
      recorded,
      text,
      end: progress.end,
      ...progress.sent,
      ...(error && { error }),
      ...(progress.firstTextMs !== undefined && { firstTextMs: progress.firstTextMs }),
      ...(progress.generationMs !== undefined && { generationMs: progress.generationMs }),
      ...(progress.promptTokens !== undefined && { promptTokens: progress.promptTokens }),
      ...(progress.answerTokens !== undefined && { answerTokens: progress.answerTokens }),
    };
  };
};

/** The question and what was said before it, newest first. What was read ahead may hold the question, or not yet. */
async function* questionAndBefore(
  question: Message,
  newestFirst: AsyncIterable<Message>,
): AsyncGenerator<Message> {
  yield question;
  for await (const message of newestFirst) if (message.key < question.key) yield message;
}
