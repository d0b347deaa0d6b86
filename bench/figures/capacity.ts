// What a turn consumes of DynamoDB, however long the conversation is.
import type { Figure, Result } from '../figure.ts';
import { type SeedOptions, seedHistory, type TextSizes } from '../storage/chat-history.ts';
import { oneItemTurn } from '../storage/one-item-design.ts';
import { playFiring } from '../storage/played-firing.ts';
import { MODEL_NAME, type PlayedWorker, startPlayedWorker, TABLE_NAME } from '../storage/played-turns.ts';
import { type PlayedTurn, playTurn, setAllowance } from '../storage/turn-units.ts';

const SHORT: TextSizes = { question: 200, answer: 1_000 };
const LONG: TextSizes = { question: 200, answer: 4_000 };
const CASES = [
  { sizes: SHORT, messages: 10 },
  { sizes: SHORT, messages: 100 },
  { sizes: SHORT, messages: 1_000 },
  { sizes: SHORT, messages: 10_000 },
  { sizes: LONG, messages: 10 },
  { sizes: LONG, messages: 1_000 },
];
/** Several, because the window grows turn by turn and is cut back in blocks. */
const TURNS = 8;
const MOST_WRITES = 8;
/** The question and the answer are stored whatever else a turn writes: what they have above this counts by itself. */
const KILOBYTE = 1_024;

export const capacity: Figure = {
  id: 'capacity',
  title: 'DynamoDB capacity of a turn',
  about:
    'Units that DynamoDB charges for one question and its streamed answer, mean of ' +
    `${TURNS} turns of the deployed worker at each length of history, as the table reports them; index writes by ` +
    'DynamoDB’s rule from the item before and after. Looks for a stop are counted apart. Beside it the common design, ' +
    'the whole conversation in one item: only its read and its two appends, without claims and rates; where the item ' +
    'would be over DynamoDB’s 400 KB it is computed as if that were allowed.',
  async measure() {
    const worker = await startPlayedWorker();
    try {
      const cases = await Promise.all(
        CASES.map((one, index) => measureCase(worker, 1_001 + index, one.sizes, one.messages)),
      );
      return [...cases.flat(), ...(await measureApart(worker)), ...(await measureFirings(worker))];
    } finally {
      await worker.close();
    }
  },
};

const measureCase = async (
  worker: PlayedWorker,
  owner: number,
  sizes: TextSizes,
  messages: number,
): Promise<Result[]> => {
  await seedHistory({ ...seedFor(worker, owner, sizes), messages });
  // The first turn after an import finds where the window begins; from then on that is known.
  await playTurn(worker, owner, sizes, 300);
  const turns: PlayedTurn[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) turns.push(await playTurn(worker, owner, sizes, 300));
  const rival = await oneItemTurn(worker.client, TABLE_NAME, owner, sizes, messages);
  const writes = mean(turns.map((turn) => turn.writes));
  const reads = mean(turns.map((turn) => turn.reads));
  const allowed = mean(turns.map((turn) => turn.windowUnits + 2));
  const most = MOST_WRITES + Math.ceil(sizes.answer / KILOBYTE) - 1;
  const name = `${messages.toLocaleString('en-US')} messages, ${sizes.question} B asked, ${sizes.answer} B answered`;
  const beside = (units: number) => ({ [rival.fits ? 'one item' : 'one item, if it could']: units });
  return [
    {
      case: `${name}, written`,
      unit: 'WRU',
      ours: writes,
      rivals: beside(rival.writes),
      goal: `≤ ${most}${most > MOST_WRITES ? ` (${MOST_WRITES} and the answer’s further kilobytes)` : ''}`,
      met: writes <= most,
    },
    {
      case: `${name}, read`,
      unit: 'RRU',
      ours: reads,
      rivals: beside(rival.reads),
      goal: `≤ ${allowed.toFixed(1)} (window ÷ 4 KB + 2)`,
      met: reads <= allowed,
    },
  ];
};

/** What is not in the figure above: turns within an allowance, answers that are there at once, long ones, and the looks for a stop. */
const measureApart = async (worker: PlayedWorker): Promise<Result[]> => {
  const [instant, many, slow, limited] = [1_101, 1_102, 1_103, 1_104];
  await Promise.all(
    [instant, many, slow, limited].map((owner) =>
      seedHistory({ ...seedFor(worker, owner, SHORT), messages: 10 }),
    ),
  );
  const seconds = 25;
  await playTurn(worker, limited, SHORT, 300);
  await setAllowance(worker, limited, 1_000);
  const [atOnce, pieces, long, within] = await Promise.all([
    playTurn(worker, instant, SHORT, 0),
    playTurn(worker, many, { question: 200, answer: 10_000 }, 300),
    playTurn(worker, slow, SHORT, seconds * 1_000),
    playTurn(worker, limited, SHORT, 300),
  ]);
  return [
    { case: 'an answer that is there before anything was shown, written', unit: 'WRU', ours: atOnce.writes },
    { case: 'an answer of 10 KB in three messages, written', unit: 'WRU', ours: pieces.writes },
    {
      case: `an answer that takes ${seconds} s (the lease is renewed every 20 s), written`,
      unit: 'WRU',
      ours: long.writes,
    },
    {
      case: 'a turn within an allowance, written',
      unit: 'WRU',
      ours: within.writes,
      ...goalOf(MOST_WRITES + 2, within.writes),
    },
    { case: 'looks for a stop, a second of answering', unit: 'RRU', ours: long.stopReads / seconds },
  ];
};

/** What docs/costs.md counts for each. */
const FIRING = { writes: 7, reads: 2 };

const measureFirings = async (worker: PlayedWorker): Promise<Result[]> => {
  const [once, daily] = [
    await playFiring(worker, 1_201, (atMs) => ({ kind: 'instant', atMs })),
    await playFiring(worker, 1_202, (dueMs) => ({
      ...{ kind: 'rule', zone: 'UTC' },
      rule: { frequency: 'daily', interval: 1, start: new Date(dueMs).toISOString().slice(0, 16) },
    })),
  ];
  return Object.entries({ once, 'every day': daily }).flatMap(([how, { writes, reads }]) => [
    {
      case: `a reminder that rings ${how}, written`,
      unit: 'WRU',
      ours: writes,
      ...goalOf(FIRING.writes, writes),
    },
    { case: `a reminder that rings ${how}, read`, unit: 'RRU', ours: reads, ...goalOf(FIRING.reads, reads) },
  ]);
};

const goalOf = (most: number, ours: number) => ({ goal: `≤ ${most}`, met: ours <= most });

const seedFor = (
  { client }: PlayedWorker,
  owner: number,
  sizes: TextSizes,
): Omit<SeedOptions, 'messages'> => ({
  client,
  tableName: TABLE_NAME,
  owner,
  modelName: MODEL_NAME,
  ...sizes,
});

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
