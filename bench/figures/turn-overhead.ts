// What a turn costs beside the model and Telegram.
import type { Figure, Result } from '../figure.ts';
import { median, quantile } from '../statistics.ts';
import { type Contestant, startContestants } from '../turns/contestants.ts';
import { type StandIns, startBot, startStandIns } from '../turns/start-stand-ins.ts';
import { freshChats, historyOf, questionFrom } from '../turns/updates.ts';

/** The bots take turns in blocks: each is warm within its own, and the machine's moods reach all of them. */
const BLOCKS = 8;
/** More blocks of the same processes: until V8 has compiled what a turn runs. */
const WARM_BLOCKS = 6;
const WARM_UPS = 15;
const TURNS = 25;
const HISTORY = 10;
const GOAL_MS = 15;
const CPU_GOAL_MS = 8;

interface Times {
  /** From the update's hand-over to the arrival of the last call at Telegram, in ms. */
  untilLastCall: number[];
  /** Of the bot's process, in ms. */
  cpu: number[];
}

const measureTurns = async (
  contestants: Contestant[],
  standIns: StandIns,
  blocks: number,
): Promise<Map<string, Times>> => {
  const times = new Map<string, Times>(contestants.map(({ name }) => [name, { untilLastCall: [], cpu: [] }]));
  for (let block = 0; block < blocks; block += 1) {
    for (const { name, bot } of contestants) {
      const chats = freshChats(WARM_UPS + TURNS);
      await bot.prepare(chats, historyOf(HISTORY));
      await standIns.journal();
      for (const [turn, chatId] of chats.entries()) {
        const { turns, cpuMs } = await bot.run([[questionFrom(chatId, 'How are you?')]]);
        const { telegram } = await standIns.journal();
        const begunMs = turns[0]?.begunMs ?? 0;
        // What calls nobody is measured by its own end.
        const endedMs = telegram.at(-1)?.atMs ?? turns[0]?.endedMs ?? 0;
        if (turn < WARM_UPS) continue;
        times.get(name)?.untilLastCall.push(endedMs - begunMs);
        times.get(name)?.cpu.push(cpuMs);
      }
    }
  }
  return times;
};

const measure = async (): Promise<Result[]> => {
  const standIns = await startStandIns();
  const inMemory = {
    name: 'in memory',
    bot: await startBot('./steward-bot.ts', standIns, { STORES: 'memory' }),
  };
  const floor = { name: 'one table call', bot: await startBot('./table-call.ts', standIns) };
  const requests = {
    name: 'its 13 table requests alone',
    bot: await startBot('./table-requests.ts', standIns),
  };
  const contestants = [...(await startContestants(standIns)), inMemory, floor, requests];
  try {
    const times = await measureTurns(contestants, standIns, BLOCKS);
    const warm = await measureTurns(contestants, standIns, WARM_BLOCKS);
    const at = (name: string, share: number) => quantile(times.get(name)?.untilLastCall ?? [], share);
    const cpu = (name: string) => median(times.get(name)?.cpu ?? []);
    const warmCpu = (name: string) => median(warm.get(name)?.cpu ?? []);
    const rivals = (of: (name: string) => number) =>
      Object.fromEntries(
        ['grammY bot', 'one-item bot', floor.name, requests.name].map((name) => [name, of(name)]),
      );
    const p50 = at('Steward', 0.5);
    return [
      {
        case: 'p50',
        unit: 'ms',
        ours: p50,
        rivals: rivals((name) => at(name, 0.5)),
        goal: `≤ ${GOAL_MS} ms`,
        met: p50 <= GOAL_MS,
      },
      { case: 'p90', unit: 'ms', ours: at('Steward', 0.9), rivals: rivals((name) => at(name, 0.9)) },
      { case: 'with stores in memory, p50', unit: 'ms', ours: at('in memory', 0.5) },
      {
        case: 'processor time of a turn',
        unit: 'ms',
        ours: cpu('Steward'),
        rivals: rivals(cpu),
        goal: `≤ ${CPU_GOAL_MS} ms`,
        met: cpu('Steward') <= CPU_GOAL_MS,
      },
      { case: 'with stores in memory, processor time of a turn', unit: 'ms', ours: cpu('in memory') },
      {
        case: `processor time of a turn, after ${BLOCKS * (WARM_UPS + TURNS)} in the process`,
        unit: 'ms',
        ours: warmCpu('Steward'),
        rivals: rivals(warmCpu),
      },
      {
        case: 'with stores in memory, processor time of such a turn',
        unit: 'ms',
        ours: warmCpu('in memory'),
      },
    ];
  } finally {
    for (const { bot } of contestants) await bot.close();
    await standIns.close();
  }
};

export const turnOverhead: Figure = {
  id: 'turn-overhead',
  title: 'Turn overhead',
  about:
    'From the update handed to the worker to the arrival of its last call at Telegram, with a model and a Telegram that ' +
    'answer at once and a table in dynalite, all in another process. Each turn is in a chat of its own with ' +
    `${HISTORY} messages of history, so that no pace of sends is in it (one message a second and chat); the bots take turns in blocks. ` +
    'The worker is composed as for Lambda, its log written. "One table call" is the time of a single small read: what the ' +
    'stand-in itself takes, by the SDK; "its 13 table requests alone" are as many signed requests as a turn makes of the ' +
    'table, and nothing else. The rivals claim no update and record no send.',
  measure,
};
