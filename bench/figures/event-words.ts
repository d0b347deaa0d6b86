// How many sentences of a corpus are read as the event that was meant, field by field: by code, and with a model beside it.

import {
  POINT_AT_EVENT,
  POINTED_EVENT,
  type PointedEvent,
  withPointed,
  wordsToPointAt,
} from '@steward/core/event';
import {
  type EventUtterance,
  eventEdits,
  eventUtterances,
  heldOutUtterances,
  judgedKinds,
  readEditOf,
  readUtterance,
  type ToldEvent,
  toldEvent,
} from '@steward/core/testing';
import { createOllamaClient } from '@steward/ollama-client';
import type { Figure, Result } from '../figure.ts';

const FIELDS = ['title', 'start', 'minutes', 'place', 'attendees'] as const;
type Fields = readonly (typeof FIELDS)[number][];
type Point = (utterance: EventUtterance, words: string) => Promise<PointedEvent | undefined>;

const NOTHING = { title: '', place: '', attendees: '', length_words: '' };

const byCode: Point = async () => undefined;

/** What is left is what code does not read. */
const pointsRight: Point = async ({ want: { title, place } }) => ({ ...NOTHING, title, place });

const invents: Point = async () => ({
  title: 'Important meeting',
  place: 'Conference room 4',
  attendees: 'everybody else',
  length_words: 'two whole days',
});

/** At what was taken for the time: as wrong as words of the text can be. */
const pointsAtTime: Point = async (utterance) => {
  const [words = ''] = readUtterance(utterance)?.timeWords ?? [];
  return { title: words, place: words, attendees: words, length_words: words };
};

/** Of the server that `OLLAMA_URL` names: `OLLAMA_MODEL`, or its first one. Undefined where none is reachable. */
const realModel = async (): Promise<{ name: string; point: Point } | undefined> => {
  const baseUrl = process.env.OLLAMA_URL;
  if (!baseUrl) return undefined;
  const ollama = createOllamaClient({ baseUrl });
  const tags = await ollama.tags().catch(() => []);
  const name = process.env.OLLAMA_MODEL ?? tags[0]?.name;
  if (tags.length === 0 || name === undefined) return undefined;
  const point: Point = async (_, words) => {
    const request = {
      model: name,
      messages: [
        { role: 'system' as const, content: POINT_AT_EVENT },
        { role: 'user' as const, content: words },
      ],
      options: { num_ctx: 4096, num_predict: 512, temperature: 0 },
    };
    return await ollama.chatStructured(request, POINTED_EVENT).catch(() => undefined);
  };
  return { name, point };
};

/** As the bot does: a model is asked only where code is not certain. */
const readAll = async (point: Point): Promise<ToldEvent[]> => {
  const told: ToldEvent[] = [];
  for (const utterance of eventUtterances) {
    const read = readUtterance(utterance);
    const text = utterance.text.replace(/^\/event\s+/, '');
    const words = read && wordsToPointAt(read, text);
    const pointed = words === undefined ? undefined : await point(utterance, words);
    told.push(toldEvent(read && words !== undefined && pointed ? withPointed(read, words, pointed) : read));
  }
  return told;
};

const percent = (told: ToldEvent[], fields: Fields): number => {
  const right = eventUtterances.filter(({ want }, index) =>
    fields.every((field) => told[index]?.[field] === want[field]),
  );
  return share(right, eventUtterances);
};

const measure = async (): Promise<Result[]> => {
  const real = await realModel();
  const code = await readAll(byCode);
  const models = {
    'and a scripted model': pointsRight,
    'and one that invents': invents,
    'and one that points at the time': pointsAtTime,
    ...(real && { [`and ${real.name}`]: real.point }),
  };
  const told: [string, ToldEvent[]][] = [];
  for (const [name, point] of Object.entries(models)) told.push([name, await readAll(point)]);
  const wrong = told.slice(1, 3).map(([, events]) => events);
  return [...FIELDS.map((field) => [field] as const), FIELDS].map((fields) => {
    const ours = percent(code, fields);
    return {
      case: fields.length === 1 ? fields[0] : 'all of them',
      unit: '%',
      ours,
      rivals: Object.fromEntries(told.map(([name, events]) => [name, percent(events, fields)])),
      goal: 'no less with a model that is wrong',
      met: wrong.every((events) => percent(events, fields) >= ours),
    };
  });
};

const share = (right: readonly unknown[], all: readonly unknown[]): number =>
  Math.round((right.length / all.length) * 1_000) / 10;

const heldOut = (): Result => {
  const right = heldOutUtterances.filter((utterance) =>
    FIELDS.every((field) => toldEvent(readUtterance(utterance))[field] === utterance.want[field]),
  );
  return { case: 'sentences held out, whole', unit: '%', ours: share(right, heldOutUtterances) };
};

const replies = (): Result => {
  const right = eventEdits.filter((edit) => readEditOf(edit) === edit.want);
  return {
    case: 'replies to a card, whole',
    unit: '%',
    ours: share(right, eventEdits),
  };
};

const kinds = (): Result[] =>
  Object.entries(judgedKinds()).map(([name, judged]) => ({
    case: name === 'known' ? 'which kind it is' : 'which kind it is, of sentences held out',
    unit: '%',
    ours: Math.round((judged.filter(({ isRight }) => isRight).length / judged.length) * 1_000) / 10,
    goal: 'none sure of a wrong one',
    met: judged.every(({ isSurelyWrong }) => !isSurelyWrong),
  }));

export const eventWords: Figure = {
  id: 'event-words',
  title: 'Sentences read as events',
  about:
    '120 sentences in six languages, spoken, typed and forwarded, 16 of them chat: how many are read as they were meant, by code alone and with a model that points at words of the text where code is not certain. Scripted models point right, invent words, or point at the words of time; where `OLLAMA_URL` names a server, its model (`OLLAMA_MODEL`, or the first) is asked as well. A sentence that is asked about instead counts as not read. Of replies to a card there are 100; of sentences whose kind is found (event, task, reminder, note, or chat) 74, and 24 that no cue was made with.',
  measure: async () => [...(await measure()), heldOut(), replies(), ...kinds()],
};
