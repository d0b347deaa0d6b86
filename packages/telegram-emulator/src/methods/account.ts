// getMe, logOut, close: the bot's own account.
import type { Method } from '../method.ts';

/** After logOut the cloud server refuses the bot for ten minutes (docs). */
const loggedOutMs = 600_000;

export const getMe: Method = {
  name: 'getMe',
  parameters: [],
  refusals: [],
  run: ({ bot }) => ({ result: bot }),
};

export const logOut: Method = {
  name: 'logOut',
  parameters: [],
  refusals: [],
  run({ store, clock }) {
    store.commit([{ type: 'logged-out', until: clock() + loggedOutMs }]);
    return { result: true };
  },
};

export const close: Method = {
  name: 'close',
  parameters: [],
  refusals: [],
  run: () => ({ result: true }),
};
