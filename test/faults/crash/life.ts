// One person's life with the bot: deed after deed, each judged when it has ended.
import type { AppAsk } from '@steward/handler/testing';
import type { Person } from '@steward/telegram-emulator/testing';
import type { Chance } from '../world/seed.ts';
import type { Act } from './act.ts';
import type { CrashWorld } from './crash-world.ts';
import { createDeed, type Deed, type Kill } from './deed.ts';
import { judge } from './judge.ts';
import type { Kept } from './kept.ts';
import type { KillPlanner } from './kill-planner.ts';

// Only ends a deed that hangs: on a busy machine one takes minutes.
const DEED_MS = 300_000;

/** Lives until the planner has had enough. Throws at the first deed that ends wrongly. */
export const live = async (
  world: CrashWorld,
  planner: KillPlanner,
  index: number,
  chance: Chance,
): Promise<void> => {
  const chat = world.person(`Person ${index}`);
  let kept = await world.storage.read(chat.id);
  for (let serial = 1; ; serial += 1) {
    const planned = planner.next(kept, chance);
    if (!planned) return;
    const name = `L${index}D${serial}E`;
    kept = await act({ world, chat, chance, kept, name, act: planned.act, kills: planned.kills, planner });
  }
};

interface Doing {
  world: CrashWorld;
  chat: Person;
  chance: Chance;
  kept: Kept;
  name: string;
  act: Act;
  kills: Kill[];
  planner: KillPlanner;
}

const act = async (doing: Doing): Promise<Kept> => {
  const { world, chat, chance, kept, name, kills, planner } = doing;
  const { kind, prepare } = doing.act;
  const quietly = async (run: () => void) => void (await doIt(world, chat, createDeed('quiet', []), run));
  const makeDue = (text: string) => world.makeDue(chat.id, text);
  const asksInApp = (ask: AppAsk) => world.askInApp(chat.id, ask);
  const scene = { chat, model: world.model, kept, makeDue, asksInApp, chance, name };
  const prepared = await prepare(scene, quietly);
  const seen = chat.messages();
  const known = new Set(seen.map(({ message_id: id }) => id));
  const deed = createDeed(kind, [...kills]);
  await doIt(world, chat, deed, prepared.go);
  planner.missed(kind, deed.kills);
  const after = await world.storage.read(chat.id);
  // An edit puts another message in the place of the old one.
  const touched = chat.messages().filter((message) => !seen.includes(message));
  const shown = touched.filter(({ message_id: id }) => !known.has(id));
  const wrong = judge({ deed, prepared, before: kept, after, chat, shown, touched }, world.counts);
  world.counts.deeds += 1;
  world.counts.updates += deed.updates.length;
  if (wrong.length === 0) return after;
  throw new Error(
    [
      `${kind} of ${name}, where workers died at ${deed.died.join(', ') || 'no point'}:`,
      ...wrong,
      `sends: ${JSON.stringify([...deed.slots])}`,
      describeShown(chat),
      world.trace(),
    ].join('\n'),
  );
};

/** Does it and waits until all its updates have ended. */
const doIt = async (world: CrashWorld, chat: Person, deed: Deed, run: () => void): Promise<void> => {
  const ended = world.begin(chat.id, deed);
  run();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const where = `${deed.kind} (updates ${deed.updates.join()}, died at ${deed.died.join(', ')})`;
      reject(
        new Error(`${where} has not ended after ${DEED_MS} ms\n${describeShown(chat)}\n${world.trace()}`),
      );
    }, DEED_MS);
  });
  await Promise.race([ended, late]).finally(() => clearTimeout(timer));
};

const describeShown = (chat: Person): string =>
  chat
    .messages()
    .slice(-6)
    .map(({ message_id: id, text = '', caption = '' }) => `  ${id}: ${(text || caption).slice(0, 100)}`)
    .join('\n');
