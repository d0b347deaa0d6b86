// Commands that are loaded when somebody uses them: a start of the worker reads no more than their names.
import type { Command, CommandContext, Done, Tap } from './feature.ts';

type CommandOf<Services> = (services: Services, context: CommandContext, argument: string) => Promise<Done>;

type TapOf<Services> = (services: Services, context: CommandContext, args: string[]) => Promise<Done>;

/** What of the loaded has that shape. */
type NameOf<Work, Shape> = { [Name in keyof Work]: Work[Name] extends Shape ? Name : never }[keyof Work];

export interface LoadedCommand<Work, Services> extends Omit<Command, 'run' | 'taps'> {
  run: NameOf<Work, CommandOf<Services>>;
  taps?: Record<string, NameOf<Work, TapOf<Services>>>;
}

export const loadedCommands = <Work, Services>(
  services: Services,
  load: () => Promise<Work>,
  commands: readonly LoadedCommand<Work, Services>[],
): Command[] =>
  commands.map(({ run, taps = {}, ...described }) => ({
    ...described,
    run: async (context, argument) =>
      await ((await load())[run] as CommandOf<Services>)(services, context, argument),
    taps: Object.fromEntries(
      Object.entries(taps).map(([action, tap]): [string, Tap] => [
        action,
        async (context, args) => await ((await load())[tap] as TapOf<Services>)(services, context, args),
      ]),
    ),
  }));
