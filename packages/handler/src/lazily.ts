/** Made when it is asked for first, and kept. */
export const lazily = <T>(make: () => T): (() => T) => {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

type Method = (...args: never[]) => Promise<unknown>;

/** What lies behind a port, loaded when it is used for the first time: every method of it answers with a promise. */
export const lazyPort = <Port extends { [Name in keyof Port]: Method }>(load: () => Promise<Port>): Port => {
  const port = lazily(load);
  const methodOf = (name: string) =>
    (async (...args) => await (await port())[name as keyof Port](...args)) satisfies Method;
  // A promise that somebody waits for is asked for its `then`.
  return new Proxy({} as Port, {
    get: (_, name) => (typeof name === 'symbol' || name === 'then' ? undefined : methodOf(name)),
    // Its names are not known before it is loaded: `{ ...port }` would be a port without a method.
    ownKeys: () => {
      throw new TypeError('A lazy port cannot be spread: name its methods');
    },
  });
};
