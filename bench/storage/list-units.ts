// What a list of sessions reads of them, beside the profile.
import { messageUpdate, type PlayedWorker } from './played-turns.ts';

export const playList = async (
  worker: PlayedWorker,
  owner: number,
): Promise<{ requests: number; reads: number }> => {
  const calls = await worker.play(owner, messageUpdate(owner, { text: '/listsessions' }));
  const listing = calls.filter(({ operation, sk }) => operation === 'Query' || sk.startsWith('MODEL#'));
  if (listing.length === 0) throw new Error('Nothing was listed');
  return { requests: listing.length, reads: listing.reduce((sum, call) => sum + call.reads, 0) };
};
