// Contestants measured in turn, in a new random order each round: what the machine does beside it hits them all alike.

/** By contestant, one value a round. A first round warms the disk's cache and is not counted. */
export const race = async <Name extends string>(
  contestants: Record<Name, () => Promise<number>>,
  rounds: number,
): Promise<Record<Name, number[]>> => {
  const names = Object.keys(contestants) as Name[];
  const measured = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>;
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of shuffled(names)) {
      const value = await contestants[name]();
      if (round > 0) measured[name].push(value);
    }
  }
  return measured;
};

const shuffled = <T>(items: readonly T[]): T[] =>
  items
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
