// The features as dispatch looks into them: by command, by button, by content.
import type { OwnedItems } from '@steward/core';
import type { UpdateContext } from '../context/update-context.ts';
import type { QueueKind } from '../context/work.ts';
import type { Command, CommandContext, Content, Feature, Tap } from './feature.ts';

export interface FeatureList {
  /** In the order of /help and the menu. */
  commands: readonly Command[];
  contents: readonly Content[];
  works: readonly QueueKind[];
  /** Before whatever somebody asks who is let in. */
  first(context: UpdateContext): Promise<void>;
  /** The bot was blocked in this chat, or removed from it. */
  gone(owner: number): Promise<void>;
  /** The chat's time zone is known from now on. */
  zoned(context: CommandContext): Promise<void>;
  ownedItems: readonly OwnedItems[];
  /** By name or alias. */
  command(name: string): Command | undefined;
  /** By callback action. */
  tap(action: string): Tap | undefined;
}

/** Throws where two commands share a name or the action of a button, or two features the same items. */
export const createFeatureList = (features: readonly Feature[]): FeatureList => {
  const commands = features.flatMap((feature) => feature.commands ?? []);
  const named = commands.flatMap((command) =>
    [command.name, ...(command.aliases ?? [])].map((name) => ({ name, command })),
  );
  const tapped = [...commands, ...features.map(({ taps }) => ({ name: 'work', taps }))].flatMap((command) =>
    Object.entries(command.taps ?? {}).map(([name, tap]) => ({ name, command, tap })),
  );
  const byName = uniquely(named, 'the name');
  const byAction = uniquely(tapped, 'the button');
  const ownedItems = features.flatMap((feature) => feature.ownedItems ?? []);
  refuseOverlaps(ownedItems);
  return {
    commands,
    contents: features.flatMap((feature) => feature.contents ?? []),
    async first(context) {
      for (const feature of features) await feature.first?.(context);
    },
    async gone(owner) {
      for (const feature of features) await feature.gone?.(owner);
    },
    async zoned(context) {
      for (const feature of features) await feature.zoned?.(context);
    },
    works: features.flatMap((feature) => feature.works ?? []),
    ownedItems,
    command: (name) => byName.get(name)?.command,
    tap: (action) => byAction.get(action)?.tap,
  };
};

const uniquely = <T extends { name: string; command: Pick<Command, 'name'> }>(
  entries: T[],
  what: string,
): Map<string, T> => {
  const found = new Map<string, T>();
  for (const entry of entries) {
    const other = found.get(entry.name);
    if (other)
      throw new Error(`/${other.command.name} and /${entry.command.name} both have ${what} “${entry.name}”`);
    found.set(entry.name, entry);
  }
  return found;
};

const refuseOverlaps = (items: readonly OwnedItems[]): void => {
  for (const [index, { prefix }] of items.entries()) {
    const isIn = (one: string) => (one.endsWith('#') ? prefix.startsWith(one) : prefix === one);
    const other = items.find((item, place) => place !== index && isIn(item.prefix));
    if (other) throw new Error(`The items “${prefix}” are declared as “${other.prefix}” as well`);
  }
};
