// An update as a work.
import { type Profile, type ProfileChanges, withTurn, withUsage, workOfUpdate } from '@steward/core';
import { readSessionEarly } from '../chat/active-session.ts';
import { firstIntent } from '../chat/first-intent.ts';
import { closePaste, continues } from '../chat/pending-paste.ts';
import { destinationOf, namesIn } from '../context/open-update.ts';
import type { Services } from '../context/services.ts';
import type { UpdateFacts } from '../context/update-context.ts';
import type { Delivery, Ending } from '../context/work.ts';
import { createUpdateHandler, type DispatchDependencies } from '../dispatch/handle-update.ts';
import type { FeatureList } from '../features/feature-list.ts';
import type { LogFields } from '../observability/log.ts';
import { flushMessage } from '../queue/queue-message.ts';
import type { Incoming } from '../telegram/incoming.ts';

export type UpdateDependencies = DispatchDependencies & Pick<Services, 'claims'>;

export const createUpdateWorks = (services: UpdateDependencies, features: FeatureList) => {
  const { clock, meter, queue } = services;
  const handleUpdate = createUpdateHandler(services, features);

  const queueFlush = ({ updateId, owner }: { updateId: number; owner: number }, hop: number) =>
    queue.send(flushMessage({ steward: 'flush', updateId, owner, queuedAtMs: clock.now(), hop }));

  const changesBy =
    (incoming: Incoming, profile: Profile | undefined) =>
    ({ forgotten, turn, used, ...asked }: UpdateFacts): ProfileChanges => {
      if (forgotten !== undefined) return {};
      const [{ updateId }, nowMs] = [incoming, clock.now()];
      return {
        ...namesIn(incoming),
        ...(turn === 1 && { turns: withTurn(profile?.turns, nowMs) }),
        ...(used !== undefined && { usage: withUsage(profile?.usage, { updateId, tokens: used, nowMs }) }),
        ...asksWhenNow(profile, asked),
      };
    };

  /** Whatever is answered in between, the question for a time is not the latest any more. */
  const asksWhenNow = (
    profile: Profile | undefined,
    { asksDay: day, asksEvent: event, asksWhen: number }: UpdateFacts,
  ): ProfileChanges => {
    if (event !== undefined) return { asksWhen: { number: 0, event, atMs: clock.now() } };
    if (number === undefined) return profile?.asksWhen ? { asksWhen: null } : {};
    return { asksWhen: { number, ...(day !== undefined && { day }), atMs: clock.now() } };
  };

  const work = async (
    delivery: Delivery,
    incoming: Incoming,
    profile: Profile | undefined,
    { isBeside = false, ...how }: { unpark?: boolean; redrive?: boolean; isBeside?: boolean },
  ): Promise<Ending> => {
    const earlySession = readSessionEarly(services, incoming, profile);
    const ending = await delivery.work<UpdateFacts>({
      owner: incoming.owner,
      id: workOfUpdate(incoming.updateId),
      kind: incoming.kind,
      profile,
      destination: destinationOf(incoming),
      ...sentOf(incoming),
      facts: firstIntent(incoming),
      ...how,
      fields: fieldsOf(incoming),
      ...(!isBeside && { profileChanges: changesBy(incoming, profile) }),
      async run(context) {
        meter.count('Updates');
        return await handleUpdate(context, incoming, earlySession);
      },
    });
    if (ending.parked) await queueFlush(incoming, 1);
    const pending = isBeside ? undefined : profile?.pendingPaste;
    if (ending.settled && pending && continues(pending, incoming))
      await closePaste(services, incoming, pending);
    return ending;
  };

  return { work, queueFlush };
};

/** By Telegram's clock; a tap counts as old as the message it is on. */
const sentOf = (incoming: Incoming): { sentMs?: number } => {
  if (!('message' in incoming)) return {};
  const { date, edit_date: editDate = 0 } = incoming.message;
  return date > 0 ? { sentMs: Math.max(date, editDate) * 1000 } : {};
};

const fieldsOf = (incoming: Incoming): LogFields => ({
  update_id: incoming.updateId,
  chat_id: incoming.owner,
  ...('message' in incoming && { user_id: incoming.from.id, message_id: incoming.message.message_id }),
});
