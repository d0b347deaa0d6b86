// What may follow `npm start --`.
import { DEMO } from './local-environment.ts';
import { StartupError } from './startup-error.ts';

/** As variables beside those of the shell. */
export const readArguments = (words: readonly string[]): Record<string, string> => {
  // Some npm pass on the dashes that end their own.
  const given = words.filter((word) => word !== '--');
  if (given.some((word) => word !== DEMO)) {
    throw new StartupError(
      `The only option is ${DEMO}, as in npm start -- ${DEMO}: the chat page, also where a bot was connected. Everything else is set by variables.`,
    );
  }
  return given.length > 0 ? { [DEMO]: 'yes' } : {};
};
