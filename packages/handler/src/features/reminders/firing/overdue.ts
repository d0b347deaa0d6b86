// More than a few are overdue: one message tells all. The oldest carries it, and is itself moved on last, so that what a
// crash left of the others is found.
import type { Profile } from '@steward/core';
import type { Services } from '../../../context/services.ts';
import { say } from '../../../telegram/say.ts';
import { LATE_MS } from '../due.ts';
import { advance, type Told } from './advance.ts';
import type { RingContext } from './fire.ts';
import { type Ring, ringsUntil, workOf } from './ring.ts';
import { overdueText } from './ring-message.ts';

/** False: whether it was delivered is not known, and no further try is made. */
export const tellOverdue = async (
  { claims, clock, reminders }: Pick<Services, 'claims' | 'clock' | 'reminders'>,
  ring: Ring,
  { owner, claim, profile, record, sender }: RingContext,
  toldNow: (ring: Ring, profile: Profile | undefined) => Told,
): Promise<boolean> => {
  // Fixed by the first try: a later one moves on the same.
  const untilMs = claim.facts.until ?? clock.now() - LATE_MS;
  if (claim.facts.until === undefined) await record({ until: untilMs });
  const all = await ringsUntil(reminders, owner, untilMs);
  const told = all.map((one) => toldNow(one, profile));
  const shown = all.map(({ reminder }, index) => ({ reminder, dueMs: told[index]?.dueMs ?? untilMs }));
  const head = say`⏰ These were due while I could not tell you:`;
  const text = overdueText(shown, head, { nowMs: clock.now(), ownZone: profile?.zone?.name });
  if ((await sender.send('overdue', text)) === undefined) return false;
  const carrier = workOf(ring);
  for (const [index, one] of all.entries()) {
    if (workOf(one) === carrier) continue;
    // One that another try had begun by itself ends here.
    await claims.join(owner, workOf(one), clock.now());
    await advance(reminders, one, told[index] as Told);
  }
  return true;
};
