// One chat turn: the stored question, as much history as fits, the model's answer, and the stored reply.

import { beginningOf } from '../cut-text.ts';
import { leaseLost } from '../error.ts';
import type { ChatModel, ModelRequest } from '../model/chat-model.ts';
import { ModelError } from '../model/chat-model.ts';
import { type Message, type MessageStore, messageKey, REPLY } from '../session/message.ts';
import { refOf, type Session, type SessionChanges, type SessionStore } from '../session/session.ts';
import { DEFAULT_TITLE, titleFrom } from '../session/title.ts';
import { calibrate } from './calibrate.ts';
import { answerTokensFor, selectContext } from './context-window.ts';
import { createReasoningFilter } from './hide-reasoning.ts';
import { DEFAULT_INSTRUCTIONS } from './instructions.ts';
import { nothingSaid, seen } from './nothing-said.ts';
import { readHistory } from './read-history.ts';

export interface TurnDependencies {
  sessions: SessionStore;
  messages: MessageStore;
  model: ChatModel;
  contextTokens: (model: string) => Promise<number>;
  now: () => number;
}

export interface TurnInput {
  session: Session;
  question: Message;
  /** The update that is answered and its fixed time: they name the reply. */
  updateId: number;
  atMs: number;
  /** Keys of earlier answers to the same question; they go when the new one is stored. */
  replaces: string[];
  /** Messages this turn adds to the session's count, the reply not counted. */
  questionsAdded: number;
  /** Aborted by a stop (reason `stopped`) or by the deadline. */
  signal: AbortSignal;
  /** No earlier try can have stored the reply: it is not looked for. */
  firstTry?: boolean;
  /** The session's messages, newest first, where they are being read already (see `readAhead`, `readHistory`). */
  history?: AsyncIterable<Message>;
  /** The whole text so far. */
  onText: (text: string) => void;
  /** The model has said everything: what is shown next is the stored reply. */
  onWritten?: () => void;
  /** Ids of the Telegram messages that show the reply, as far as they are known when it is stored. */
  shownAs: () => number[];
  /** How the stored reply ended, when an earlier try recorded it. */
  recordedEnd?: TurnEnd;
  /** Called before a reply is stored that is not complete, or ends otherwise than an earlier try recorded. */
  recordEnd: (end: TurnEnd) => Promise<void>;
}

export type TurnEnd = 'complete' | 'length' | 'stopped' | 'broken';

export interface TurnResult {
  /** Empty when nothing was written. */
  text: string;
  end: TurnEnd;
  /** Why it broke; also when nothing came. */
  error?: ModelError;
  /** Only the end of the question fitted into the model's window. */
  questionCut: boolean;
  firstTextMs?: number;
  /** From the request to the end of the answer. */
  generationMs?: number;
  promptTokens?: number;
  answerTokens?: number;
  /**
   * Resolves when the turn is counted and replaced answers are gone. The stored reply may be shown meanwhile; before the
   * update is settled, this has to be waited for.
   */
  recorded: Promise<void>;
}

/** Abort reason of a stop that a person asked for. */
export const STOPPED = 'stopped';
/** Abort reason of a turn whose time is up. With any other reason nothing is kept: another worker has the turn. */
export const DEADLINE = 'deadline';

/** A model that ignores its token limit is stopped here, and what it wrote is cut: also a single piece may be too long. */
const MAX_CHARACTERS_PER_TOKEN = 16;

export const createChatTurn = (deps: TurnDependencies) => {
  const { sessions, messages, model, now } = deps;

  const generate = async (input: TurnInput, progress: Progress): Promise<void> => {
    const { session, question } = input;
    const contextTokens = await deps.contextTokens(session.modelName);
    const answerTokens = answerTokensFor(contextTokens);
    for (let shrink = 1; ; ) {
      const context = await selectContext({
        newestFirst: questionAndBefore(question, historyFor(input, shrink)),
        upTo: question.key,
        systemPrompt: session.systemPrompt ?? DEFAULT_INSTRUCTIONS,
        nowMs: now(),
        contextTokens,
        answerTokens,
        ...(session.contextStart !== undefined && { contextStart: session.contextStart }),
        ...(progress.tokenRatio !== undefined && { tokenRatio: progress.tokenRatio }),
        shrink,
      });
      progress.questionCut = context.cut;
      progress.contextStart = context.contextStart;
      try {
        await stream(
          { model: session.modelName, messages: context.messages, contextTokens, answerTokens },
          input,
          progress,
        );
        if (progress.promptTokens !== undefined) {
          progress.tokenRatio = calibrate(
            progress.tokenRatio,
            context.estimatedTokens,
            progress.promptTokens,
          );
        }
        return;
      } catch (error) {
        const overflow = error instanceof ModelError && error.code === 'context-overflow';
        if (!overflow || shrink < 1 || progress.text !== '') throw error;
        shrink = 0.6;
        if (error.promptTokens !== undefined) {
          progress.tokenRatio = calibrate(progress.tokenRatio, context.estimatedTokens, error.promptTokens);
        }
      }
    }
  };

  /** Once only what is being read already: a second, shorter round reads anew. */
  const historyFor = ({ session, question, history }: TurnInput, shrink: number): AsyncIterable<Message> =>
    (shrink === 1 ? history : undefined) ?? readHistory(messages, session, question.key);

  const stream = async (request: ModelRequest, input: TurnInput, progress: Progress): Promise<void> => {
    const startedMs = now();
    const answer = createReasoningFilter();
    const longest = request.answerTokens * MAX_CHARACTERS_PER_TOKEN;
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
      progress.text = answer.push(event.text);
      if (answer.length() > longest) {
        progress.end = 'length';
        progress.text = beginningOf(answer.whole(), longest);
        progress.onlyThought = progress.text === '';
        return;
      }
      if (progress.text === '') continue;
      progress.firstTextMs ??= now() - startedMs;
      input.onText(progress.text);
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
    };
    return (await messages.put(owner, sessionId, reply)).content;
  };

  const record = async (input: TurnInput, progress: Progress, replied: boolean): Promise<void> => {
    const { session, question } = input;
    const changes: SessionChanges = {
      ...(session.title === DEFAULT_TITLE && { title: titleFrom(question.content) }),
      ...(progress.contextStart !== undefined && { contextStart: progress.contextStart }),
      ...(progress.tokenRatio !== undefined && { tokenRatio: progress.tokenRatio }),
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
      questionCut: false,
      tokenRatio: session.tokenRatio,
    };
    let error: ModelError | undefined;
    if (stored) {
      progress.text = stored.content;
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
    const written = seen(progress.text);
    const text = stored || written === '' ? written : await keep(input, progress, key, written);
    const recorded = record(input, progress, text !== '');
    // Avoids an unhandled rejection: whoever awaits it gets the error.
    recorded.catch(() => {});
    return {
      recorded,
      text,
      end: progress.end,
      questionCut: progress.questionCut,
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

interface Progress {
  text: string;
  /** All that was written were thoughts. */
  onlyThought?: boolean;
  end: TurnEnd;
  questionCut: boolean;
  contextStart?: string | null;
  tokenRatio?: number | undefined;
  firstTextMs?: number;
  generationMs?: number;
  promptTokens?: number | undefined;
  answerTokens?: number | undefined;
}
