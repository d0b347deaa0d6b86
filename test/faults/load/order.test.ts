// Many chats at once, each with many questions, at one model server: order holds in every chat, and a chat waits for the
// model alone, never for another chat.
import { afterEach, expect, test } from 'vitest';
import { startVirtualWorld, type VirtualWorld } from '../../kit/ports/virtual-world.ts';
import { judgePace } from '../rates/rate-referee.ts';
import { rounds } from '../soak.ts';
import { letWrite } from '../world/crowd.ts';
import { answerTo } from '../world/model-faults.ts';
import { judge, markOf } from '../world/referee.ts';
import { chooseSeed, createChance } from '../world/seed.ts';
import { countsOf } from '../world/storm.ts';
import { createSlotModel, type Served, type SlotModel } from './slot-model.ts';

let world: VirtualWorld | undefined;
afterEach(() => world?.close());

const CHATS = rounds(40, 200);
const QUESTIONS = rounds(5, 20);
const SLOTS = 4;
/** Twenty tokens a second and answers of sixty: a small model on a small machine. */
const TICK_MS = 50;
const TOKENS = 60;
/** What a turn takes besides the model: the pace of one call a second in its chat, before and behind the answer. */
const PACE_TICKS = 5_000 / TICK_MS;

const chatOf = ({ question }: Served): string => markOf(question)?.split('x')[0] ?? '';

test('order holds in every chat, and each waits for the slots of the model and nothing else', {
  timeout: 900_000,
}, async () => {
  const chance = createChance(chooseSeed('load'));
  let slotModel: SlotModel | undefined;
  world = startVirtualWorld({
    rateLimits: false,
    replace: ({ model }, time) => {
      const answer = (question: string) => answerTo(markOf(question) ?? '');
      slotModel = createSlotModel({ time, slots: SLOTS, tickMs: TICK_MS, tokens: TOKENS, answer });
      return { model: { ...model, stream: slotModel.stream } };
    },
  });
  const { time, emulator, delivery } = world;
  const newcomer = { askedMs: 0, answeredMs: 0 };
  time.after(20_000, () => {
    const { id } = emulator.addUser({ first_name: 'Newcomer' });
    emulator.subscribe((event) => {
      if (event.type === 'message' && event.chatId === id && event.message.from?.is_bot)
        newcomer.answeredMs ||= time.now();
    });
    newcomer.askedMs = time.now();
    emulator.sendText(id, id, '/help');
    void delivery.collect();
  });
  await letWrite(world, chance, { chats: CHATS, messages: QUESTIONS, pauseMs: 0 });

  const verdict = judge(world);
  expect(verdict.complaints).toEqual([]);
  expect(verdict.outcomes).toEqual({ answered: CHATS * QUESTIONS + 1 });
  expect(judgePace(world).complaints).toEqual([]);

  const { served, idleTicks } = slotModel as SlotModel;
  expect(served).toHaveLength(CHATS * QUESTIONS);
  // Behind so many others at so many slots a request waits so many answers, and not a token longer.
  for (const { asked, begun, ahead } of served)
    expect(begun - asked).toBeLessThanOrEqual(
      Math.ceil(Math.max(0, ahead - SLOTS + 1) / SLOTS) * TOKENS + SLOTS,
    );
  // No more stand in front than there are other chats: each has one question at the model.
  expect(Math.max(...served.map(({ ahead }) => ahead))).toBeLessThan(CHATS);
  // A chat's next question is at the model as soon as its own pace allows, whatever the other chats do.
  const gaps = gapsBetweenTurns(served);
  expect(Math.max(...gaps)).toBeLessThanOrEqual(PACE_TICKS);
  // As long as every chat has questions left, nobody is a whole round behind, and no slot is free.
  expect(largestLead(served)).toBeLessThanOrEqual(1);
  const everybodyHas = Math.min(...lastAsked(served));
  expect(idleTicks(everybodyHas)).toBeLessThanOrEqual(0.01 * SLOTS * everybodyHas);
  expect(newcomer.answeredMs - newcomer.askedMs).toBeLessThanOrEqual(2_000);
  console.log(
    `load: ${CHATS} chats, ${countsOf(verdict.outcomes)} in ${Math.max(...served.map(({ ended }) => ended))} ticks; ` +
      `longest gap ${Math.max(...gaps)} ticks, /help meanwhile ${(newcomer.answeredMs - newcomer.askedMs) / TICK_MS} ticks`,
  );
});

const byChat = (served: Served[]): Served[][] => [...Map.groupBy(served, chatOf).values()];

/** From the end of an answer to the next request of the same chat. */
const gapsBetweenTurns = (served: Served[]): number[] =>
  byChat(served).flatMap((turns) =>
    turns.slice(1).map(({ asked }, index) => asked - (turns[index]?.ended ?? 0)),
  );

/** When each chat asked its last question. */
const lastAsked = (served: Served[]): number[] => byChat(served).map((turns) => turns.at(-1)?.asked ?? 0);

/** By how many answers one chat was ahead of another, at most, while all had questions left. */
const largestLead = (served: Served[]): number => {
  const answered = new Map<string, number>();
  const chats = byChat(served).length;
  let lead = 0;
  for (const turn of served) {
    const count = (answered.get(chatOf(turn)) ?? 0) + 1;
    answered.set(chatOf(turn), count);
    if (count >= QUESTIONS) break;
    const least = answered.size < chats ? 0 : Math.min(...answered.values());
    lead = Math.max(lead, count - least);
  }
  return lead;
};
