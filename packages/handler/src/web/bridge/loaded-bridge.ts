// The Shortcut's routes by their names: what answers them is loaded when somebody asks.
import type { Ask } from '../read-event.ts';
import type { Bridge, BridgeRoute } from './create-bridge.ts';

export const loadedBridge = (load: () => Promise<Bridge>): Bridge => {
  const over = (route: BridgeRoute) => async (ask: Ask) => await (await load())[route](ask);
  return {
    'GET /bridge/notes': over('GET /bridge/notes'),
    'POST /bridge/notes': over('POST /bridge/notes'),
    'POST /bridge/notes/acknowledge': over('POST /bridge/notes/acknowledge'),
  };
};
