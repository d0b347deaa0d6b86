// A model server of realistic speed: so many answers at once, token after token, and everybody else in a queue. Time is
// told in its own ticks, one a token.
import { type ChatModel, ModelError, type ModelEvent } from '@steward/core';
import type { VirtualTime } from '../../kit/ports/virtual-time.ts';

export interface Served {
  question: string;
  /** In ticks since the model was made. */
  asked: number;
  begun: number;
  ended: number;
  /** Requests in front of it, those that were being answered included. */
  ahead: number;
}

export interface SlotModel extends Pick<ChatModel, 'stream'> {
  served: Served[];
  /** Ticks in which a slot was free although chats had questions, over all slots. */
  idleTicks(until: number): number;
  ticks(): number;
}

export const createSlotModel = (deps: {
  time: VirtualTime;
  slots: number;
  tickMs: number;
  tokens: number;
  answer: (question: string) => string;
}): SlotModel => {
  const { time, slots, tickMs, tokens } = deps;
  const startMs = time.now();
  const waiting: (() => void)[] = [];
  const served: Served[] = [];
  let busy = 0;
  const ticks = () => Math.floor((time.now() - startMs) / tickMs);

  const takeSlot = async (signal: AbortSignal): Promise<void> => {
    if (busy < slots) {
      busy += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      waiting.push(resolve);
      signal.addEventListener('abort', () => {
        const index = waiting.indexOf(resolve);
        if (index >= 0) waiting.splice(index, 1);
        reject(new ModelError('aborted', 'The request was aborted'));
      });
    });
  };
  const freeSlot = () => {
    const next = waiting.shift();
    if (next) next();
    else busy -= 1;
  };

  return {
    served,
    ticks,
    idleTicks: (until) => {
      const worked = served.reduce(
        (sum, { begun, ended }) => sum + Math.max(0, Math.min(ended, until) - begun),
        0,
      );
      const first = Math.min(...served.map(({ begun }) => begun));
      return slots * (until - first) - worked;
    },
    async *stream(request, { signal }): AsyncGenerator<ModelEvent> {
      const question = request.messages.at(-1)?.content ?? '';
      const asked = ticks();
      const ahead = busy + waiting.length;
      await takeSlot(signal);
      const begun = ticks();
      try {
        yield { type: 'text', text: deps.answer(question) };
        for (let token = 0; token < tokens; token += STEP) {
          await time.sleep(STEP * tickMs);
          if (signal.aborted) throw new ModelError('aborted', 'The request was aborted');
          yield { type: 'text', text: ' word'.repeat(STEP) };
        }
        yield { type: 'done', reason: 'stop' };
      } finally {
        served.push({ question, asked, begun, ended: ticks(), ahead });
        freeSlot();
      }
    },
  };
};

/** Tokens that come together. */
const STEP = 10;
