// A real SDK client whose commands are answered here instead of by a server.

interface Stack {
  add(middleware: unknown, options: { step: 'initialize' }): void;
}

/** @param answers by the commands' names, such as `GetAliasCommand`; one that throws is the server's error. */
export const answerCommands = <T extends { middlewareStack: object }>(
  client: T,
  // biome-ignore lint/suspicious/noExplicitAny: inputs of every command.
  answers: Record<string, (input: any) => object>,
): T => {
  const middleware =
    (_next: unknown, context: { commandName?: string }) => async (args: { input: unknown }) => {
      const answer = answers[context.commandName ?? ''];
      if (!answer) throw new Error(`The test has no answer to ${context.commandName}`);
      return { output: { $metadata: {}, ...answer(args.input) }, response: {} };
    };
  (client.middlewareStack as Stack).add(middleware, { step: 'initialize' });
  return client;
};
