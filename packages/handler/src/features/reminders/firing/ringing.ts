// What rings, as the feature of reminders brings it: the queue's messages that something is due, the buttons below a ring,
// replies to one, and what is told to somebody who is back. Loaded when it is needed first.
import { dueThingOf } from '@steward/core';
import type { Services } from '../../../context/services.ts';
import { DELETE, type QueueKind } from '../../../context/work.ts';
import { lazily } from '../../../lazily.ts';
import { type DueNote, readDue, readZones, type ZonesNote } from '../../../queue/queue-message.ts';
import { RING } from '../../../telegram/buttons.ts';
import type { Content, Feature } from '../../feature.ts';
import type { SendBriefingDependencies } from '../briefing/send-briefing.ts';
import type { FireDependencies } from './fire.ts';
import type { PassedDependencies } from './passed.ts';
import { rangIn } from './rang-in.ts';
import type { SnoozeReplyDependencies } from './snooze-reply.ts';

export type RingingDependencies = FireDependencies &
  PassedDependencies &
  SendBriefingDependencies &
  SnoozeReplyDependencies &
  Pick<Services, 'removed'>;

export const createRinging = (
  services: RingingDependencies,
): Pick<Feature, 'taps' | 'first' | 'gone'> & { works: QueueKind[]; contents: Content[] } => {
  const load = lazily(() => import('./at-ring.ts'));
  const fire = lazily(async () => (await load()).createFire(services));
  const loadDaily = () => import('../briefing/send-briefing.ts');
  const brief = lazily(async () => (await loadDaily()).createSendBriefing(services));
  const suggest = lazily(async () => (await loadDaily()).createSendSuggestions(services));
  /** The time for an Undo is over. */
  const sweep = async ({ owner, due }: DueNote) => {
    await services.removed.sweep(owner, Math.max(due, services.clock.now()));
    return DELETE;
  };
  const works = {
    reminder: fire,
    snooze: fire,
    briefing: brief,
    suggestions: suggest,
    removed: async () => sweep,
  };
  const kindOf = ({ sk }: DueNote): keyof typeof works | undefined => {
    const { kind = 'reminder' } = dueThingOf(sk) ?? {};
    return kind === 'connection' ? undefined : kind;
  };
  const due: QueueKind<DueNote> = {
    // What is due of connections is another feature's.
    read: (value) => {
      const note = readDue(value);
      return note && kindOf(note) ? note : undefined;
    },
    async run(note, delivery) {
      const work = await works[kindOf(note) ?? 'reminder']();
      return await work(note, delivery);
    },
  };
  const zones: QueueKind<ZonesNote> = {
    read: readZones,
    run: async (note) => await (await load()).followNewZones(services)(note),
  };
  return {
    works: [due as QueueKind, zones as QueueKind],
    taps: { [RING]: async (context, args) => await (await load()).tapRing(services, context, args) },
    contents: [
      {
        takes: (message) => message.text !== undefined && rangIn(message) !== undefined,
        run: async (context) => await (await import('./snooze-reply.ts')).snoozeByReply(services, context),
      },
    ],
    async first(context) {
      const { unreachableAtMs, untoldAtMs } = context.profile ?? {};
      if (unreachableAtMs === undefined && untoldAtMs === undefined) return;
      await (await load()).tellPassed(services, context);
    },
    gone: async (owner) => await (await load()).holdAll(services, owner),
  };
};
