// /stop and the Stop button. The webhook has written the stop signal before this arrives; the turn has ended by now.
import { say } from '../../telegram/say.ts';
import type { Command } from '../feature.ts';

export const createStop = (): Command => ({
  name: 'stop',
  summary: 'Stop the answer that is being written',
  async run({ reply }) {
    await reply(say`⏹ Nothing is being written now. What was written is kept.`);
  },
  taps: {
    // The message itself shows that it was stopped.
    stop: async () => 'answered',
  },
});
