// The command that somebody probably meant.
import { closest, distance } from 'fastest-levenshtein';
import type { Command } from '../features/feature.ts';

/** Of a name that is no command: the one it begins, else one of the same letters, or a slip or two away. Undefined where none is near. */
export const likelyCommand = (
  commands: readonly Pick<Command, 'name' | 'aliases'>[],
  typed: string,
): string | undefined => {
  const names = commands.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
  const begun = typed.length >= 3 ? names.find((name) => name.startsWith(typed)) : undefined;
  const swapped = names.find((name) => sorted(name) === sorted(typed));
  if (begun !== undefined || swapped !== undefined) return begun ?? swapped;
  const near = closest(typed, names);
  return distance(typed, near) <= Math.min(2, typed.length / 2) ? near : undefined;
};

const sorted = (word: string): string => [...word].sort().join('');
