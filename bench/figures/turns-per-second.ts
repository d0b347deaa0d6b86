// How many turns one process gets through when fifty chats talk at once.
import type { Figure, Result } from '../figure.ts';
import { median } from '../statistics.ts';
import { type Contestant, startContestants } from '../turns/contestants.ts';
import { isAnswerTo } from '../turns/model-answer.ts';
import type { Journal, Update } from '../turns/protocol.ts';
import { type StandIns, startStandIns } from '../turns/start-stand-ins.ts';
import { freshChats, historyOf, questionFrom } from '../turns/updates.ts';

const CHATS = 50;
const TURNS = 5;
const ROUNDS = 3;
const HISTORIES = [10, 100];

/** Each question has one answer, in its own chat, and each was asked with all that was said before it. */
const check = ({ telegram, model }: Journal, chats: Update[][], history: number): void => {
  const shown = new Map<number, string[]>();
  for (const { chatId, text } of telegram) shown.set(chatId, [...(shown.get(chatId) ?? []), text]);
  const asked = new Map(
    model.map(({ messages }) => [
      messages.at(-1)?.content,
      messages.filter(({ role }) => role !== 'system').length,
    ]),
  );
  for (const updates of chats) {
    for (const [turn, { message }] of updates.entries()) {
      const answers = shown.get(message.chat.id)?.filter((text) => isAnswerTo(message.text, text));
      if (answers?.length !== 1) throw new Error('A question was not answered once');
      if (asked.get(message.text) !== history + 2 * turn + 1)
        throw new Error('A question was asked without its history');
    }
  }
};

const runOnce = async ({ bot }: Contestant, standIns: StandIns, history: number): Promise<number> => {
  const chatIds = freshChats(CHATS);
  await bot.prepare(chatIds, historyOf(history));
  const chats = chatIds.map((chatId) =>
    Array.from({ length: TURNS }, (_, turn) => questionFrom(chatId, `Question ${turn} of ${chatId}?`)),
  );
  await standIns.journal();
  const { turns } = await bot.run(chats);
  check(await standIns.journal(), chats, history);
  const begunMs = Math.min(...turns.map((turn) => turn.begunMs));
  const endedMs = Math.max(...turns.map((turn) => turn.endedMs));
  return turns.length / ((endedMs - begunMs) / 1000);
};

const measureWith = async (
  history: number,
  contestants: Contestant[],
  standIns: StandIns,
): Promise<Result> => {
  const rates = new Map(contestants.map(({ name }) => [name, [] as number[]]));
  for (const contestant of contestants) await runOnce(contestant, standIns, history);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const contestant of contestants)
      rates.get(contestant.name)?.push(await runOnce(contestant, standIns, history));
  }
  const [ours, ...rivals] = [...rates].map(([name, all]) => [name, median(all)] as const);
  return {
    case: `${CHATS} chats, ${history} messages of history`,
    unit: 'turns/s',
    ours: ours?.[1] ?? 0,
    rivals: Object.fromEntries(rivals),
  };
};

const measure = async (): Promise<Result[]> => {
  const standIns = await startStandIns();
  const contestants = await startContestants(standIns);
  try {
    const results: Result[] = [];
    for (const history of HISTORIES) results.push(await measureWith(history, contestants, standIns));
    return results;
  } finally {
    for (const { bot } of contestants) await bot.close();
    await standIns.close();
  }
};

export const turnsPerSecond: Figure = {
  id: 'turns-per-second',
  title: 'Turns per second',
  about:
    `One process, ${CHATS} chats at once, ${TURNS} questions one after the other in each, all answered at once; the best of ` +
    'the median of three rounds, the bots in turn. The pace of sends is out of the way for all (Steward forgets ' +
    'what it sent before each turn, the rivals keep no pace). After every round each question must have been answered ' +
    'once and asked with all of its history. Steward makes about four times the requests of the rivals, for what they do ' +
    'not do: claims, recorded sends, stop, send budget. On Lambda each chat has a process of its own.',
  measure,
};
