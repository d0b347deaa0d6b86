// Everything that is not ours goes wrong at once, at random: whatever happens, each update ends once, and the chat shows
// what is stored.
import { afterEach, expect, test } from 'vitest';
import { startVirtualWorld, type VirtualWorld } from '../../kit/ports/virtual-world.ts';
import { rounds } from '../soak.ts';
import { letWrite, mixedText } from '../world/crowd.ts';
import { judge } from '../world/referee.ts';
import { chooseSeed, createChance } from '../world/seed.ts';
import { countsOf, createStorm, someKinds } from '../world/storm.ts';
import { traceOf } from '../world/trace.ts';

let world: VirtualWorld | undefined;
afterEach(() => world?.close());

test('with all faults mixed at random, every update ends in one outcome, in order, and nothing is told twice', {
  timeout: 900_000,
}, async () => {
  const seed = chooseSeed('foreign faults, mixed');
  const played = new Map<string, number>();
  const outcomes: Record<string, number> = {};
  let repeats = 0;
  for (let round = 0; round < rounds(10, 200); round += 1) {
    const chance = createChance(seed + round);
    const storm = createStorm(chance, { strength: chance.pick([0.01, 0.04, 0.1]), kinds: someKinds(chance) });
    world = startVirtualWorld({ faults: storm.faults, model: storm.model });
    await letWrite(world, chance, { chats: 8, messages: 8, pauseMs: 40_000, text: mixedText });
    const verdict = judge(world);
    const [first] = verdict.complaints;
    if (first !== undefined) console.log(traceOf(world, Number(/chat (-?\d+)/.exec(first)?.[1])));
    world.close();
    expect(verdict.complaints, `STEWARD_SEED=${seed + round}`).toEqual([]);
    repeats += verdict.repeats;
    for (const [name, count] of storm.played) played.set(name, (played.get(name) ?? 0) + count);
    for (const [name, count] of Object.entries(verdict.outcomes))
      outcomes[name] = (outcomes[name] ?? 0) + count;
  }
  console.log(`foreign faults, mixed: ${countsOf(played)}`);
  console.log(`foreign faults, mixed: outcomes ${countsOf(outcomes)}; seen twice × ${repeats}`);
});
