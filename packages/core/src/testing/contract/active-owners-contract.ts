// What every way to find who uses the bot promises.
import { expect, it } from 'vitest';
import type { ActiveOwners } from '../../session/active-owners.ts';
import type { SessionStore } from '../../session/session.ts';
import { SAMPLE_MS, sampleSession } from '../samples.ts';
import { type Made, newGroup, newOwner, useSubject } from './subject.ts';

export const activeOwnersContract = (
  make: () => Promise<Made<{ activeOwners: ActiveOwners; sessions: SessionStore }>>,
): void => {
  const subject = useSubject(make);

  it('finds whose conversations were written in on a day, each once', async () => {
    const { activeOwners, sessions } = subject();
    const [ada, club, eve] = [newOwner(), newGroup(), newOwner()];
    for (const [owner, sessionId, lastMessageAtMs] of [
      [ada, 's-1', SAMPLE_MS],
      [ada, 's-2', SAMPLE_MS],
      [club, 's-1', SAMPLE_MS],
      [eve, 's-1', SAMPLE_MS - 86_400_000],
    ] as const)
      await sessions.create(sampleSession({ owner, sessionId, lastMessageAtMs }));
    const sorted = async (day: string) => (await activeOwners.on(day)).sort((one, other) => one - other);
    expect(await sorted('2023-11-14')).toEqual([ada, club].sort((one, other) => one - other));
    expect(await sorted('2023-11-13')).toEqual([eve]);
    expect(await sorted('2023-11-12')).toEqual([]);
  });
};
