// The code that makes who brings it the owner: good once, for an hour, and for a few tries of each person.
import {
  hashOfPairingCode,
  type Outcome,
  PAIRING_MS,
  PAIRING_TRIES,
  pairingCodeIn,
  withOwner,
} from '@steward/core';
import type { Services } from '../context/services.ts';
import type { UpdateContext } from '../context/update-context.ts';
import { say } from '../telegram/say.ts';

/** Undefined: this is no try to pair. Asked only for who is not let in. */
export const pair = async (
  { access, clock, config, profiles }: Pick<Services, 'access' | 'clock' | 'config' | 'profiles'>,
  { owner, isGroup, from, log, message, profile, sender }: UpdateContext,
): Promise<Outcome | undefined> => {
  const code = pairingCodeIn(message.text ?? '');
  // Where ids are listed, the configuration decides.
  if (code === undefined || isGroup || config.allowed === 'everyone' || config.allowed.size > 0)
    return undefined;
  if ((await access.read()).ownerId !== undefined) return undefined;
  const nowMs = clock.now();
  const tried = profile?.pairingTries;
  const tries = tried && nowMs < tried.sinceMs + PAIRING_MS ? tried : { sinceMs: nowMs, count: 0 };
  if (tries.count >= PAIRING_TRIES) return 'refused';
  if (!(await access.redeem(hashOfPairingCode(code), from.id, nowMs))) {
    if (tries.count === 0)
      await sender.send(
        'refusal',
        say`Sorry, this code is wrong or no longer good. A code is good for an hour, and once; a restart, or scripts/setup-webhook.sh in the cloud, shows a new one.`,
      );
    const pairingTries = { ...tries, count: tries.count + 1 };
    await profiles.update(owner, { pairingTries, refusedAtMs: nowMs, updatedAtMs: nowMs });
    return 'refused';
  }
  const { ownerId } = await access.change((list) => withOwner(list, from.id));
  if (ownerId !== from.id) return 'refused';
  await profiles.update(owner, { letIn: true, pairingTries: null, updatedAtMs: nowMs });
  log.info('Somebody paired and is the owner now', { action: 'pair', outcome: 'answered', user_id: from.id });
  await sender.send(
    'r1',
    say`🔑 You are my owner now, and the only one who can use me. When somebody else writes to me, I ask you; /access shows who may use me. Just write to me, or see /help.`,
  );
  return 'answered';
};
