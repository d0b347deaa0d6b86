// The owner's decision on a chat: into its profile, which every turn reads anyway, and into the list that /access shows.
import { type AccessList, type Standing, withStanding } from '@steward/core';
import type { Services } from '../../context/services.ts';
import { noticeMessage } from '../../queue/queue-message.ts';

export type DecideDependencies = Pick<Services, 'access' | 'clock' | 'profiles' | 'queue'>;
export type Decision = Exclude<Standing, 'asked'>;

/** Safe to repeat. Returns the list as it is then. */
export const decide = async (
  { access, clock, profiles, queue }: DecideDependencies,
  id: number,
  standing: Decision,
): Promise<AccessList> => {
  const atMs = clock.now();
  const before = await profiles.get(id);
  await profiles.update(id, { letIn: standing === 'in', updatedAtMs: atMs });
  const list = await access.change((now) => withStanding(now, { id, standing, atMs }));
  // Only to who has been told that they are not let in: nobody else waits for it.
  if (standing === 'in' && before?.refusedAtMs !== undefined && before.letIn !== true)
    await queue.send(noticeMessage({ steward: 'notice', about: 'let-in', to: id, chat: id, atMs }));
  return list;
};
