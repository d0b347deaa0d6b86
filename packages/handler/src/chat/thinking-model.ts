// A model that thinks before it answers, for who asked for it: how long it thinks is told, and its thoughts are shown above
// the answer or not at all. They go nowhere else: neither into the conversation nor into what a model reads next. Loaded
// for those who have switched it on.
import type { ChatModel, Clock, Profile } from '@steward/core';
import { closeMarkdown } from '../telegram/format/close-markdown.ts';
import type { FormattedText } from '../telegram/format/formatted-text.ts';
import { renderMarkdown } from '../telegram/format/render-markdown.ts';

/** Of the thoughts: the answer shares their message. */
const MOST_SHOWN = 1_000;
const SAY_EVERY_MS = 2_000;

export interface ThinkingModel {
  model: ChatModel;
  /** What stands above the answer. */
  lead(): FormattedText | undefined;
}

export const createThinkingModel = (deps: {
  model: ChatModel;
  canThink: (model: string) => Promise<boolean | undefined>;
  way: NonNullable<Profile['think']>;
  clock: Clock;
  show: (line: string) => void;
  /** The first thought is there. */
  onThought: () => void;
}): ThinkingModel => {
  const { model, canThink, way, clock, show, onThought } = deps;
  let thoughts = '';
  let lead: FormattedText | undefined;

  const tellTime = async (beganMs: number, signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      show(`🧠 ${secondsSince(beganMs)} s`);
      await clock.sleep(SAY_EVERY_MS, signal);
    }
  };

  const secondsSince = (beganMs: number): number => Math.max(1, Math.round((clock.now() - beganMs) / 1000));

  return {
    lead: () => lead,
    model: {
      ...model,
      async *stream(request, options) {
        if (!(await canThink(request.model))) return yield* model.stream(request, options);
        const answering = new AbortController();
        let beganMs: number | undefined;
        thoughts = '';
        try {
          for await (const event of model.stream({ ...request, think: true }, options)) {
            if (event.type === 'thought') {
              // One more than is shown tells that there was more.
              if (thoughts.length <= MOST_SHOWN) thoughts += event.text;
              if (beganMs !== undefined) continue;
              beganMs = clock.now();
              onThought();
              void tellTime(beganMs, answering.signal);
              continue;
            }
            if (!answering.signal.aborted && beganMs !== undefined && way === 'show')
              lead = quoted(`🧠 ${secondsSince(beganMs)} s\n\n${cut(thoughts.trim())}`);
            answering.abort('answers');
            yield event;
          }
        } finally {
          answering.abort('over');
        }
      },
    },
  };
};

const cut = (thoughts: string): string => {
  if (thoughts.length <= MOST_SHOWN) return thoughts;
  const end = thoughts.lastIndexOf(' ', MOST_SHOWN);
  return `${closeMarkdown(thoughts.slice(0, end > MOST_SHOWN / 2 ? end : MOST_SHOWN).toWellFormed())} …`;
};

/** Folded, however short. */
const quoted = (markdown: string): FormattedText => {
  const { text, entities } = renderMarkdown(
    markdown
      .split('\n')
      .map((line) => `> ${line}`)
      .join('\n'),
  );
  return {
    text,
    entities: entities.map((entity) =>
      entity.type === 'blockquote' ? { ...entity, type: 'expandable_blockquote' as const } : entity,
    ),
  };
};
