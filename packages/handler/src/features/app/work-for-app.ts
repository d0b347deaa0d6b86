// One work of the app: judged, claimed under the app's own id, and done. The app asks for its outcome; the chat hears nothing
// but what it is sent to: an exported file, and what was asked in the chat and waited for a time zone.
import { isLetInAlone, StewardError } from '@steward/core';
import type { WorkFault } from '@steward/core/web-contract';
import { DELETE, type Delivery, type Ending } from '../../context/work.ts';
import { type AppAsk, appWorkOf, readAppWork } from '../../queue/app-work.ts';
import { asStewardError } from '../../telegram/send-failure.ts';
import type { AppContext, AppDependencies, AppFacts, Done } from './app-context.ts';
import { changeConversation } from './conversations.ts';
import { decideOn } from './people.ts';
import { bringBack, changeReminder, removeReminder } from './reminders.ts';
import { followNewZone } from './zone.ts';

export const workForApp = async (
  services: AppDependencies,
  value: unknown,
  delivery: Delivery,
): Promise<Ending> => {
  const { log, profiles } = services;
  const note = readAppWork(value);
  if (!note) {
    log.error('A note of the app that is none', new Error('unreadable'), {
      action: 'app',
      outcome: 'ignored',
    });
    return DELETE;
  }
  const { owner, id, ask } = note;
  return await delivery.work<AppFacts>({
    owner,
    id: appWorkOf(id),
    kind: 'app',
    profile: await profiles.get(owner),
    destination: { chatId: owner },
    redrive: delivery.redriven,
    fields: { chat_id: owner, ask: ask?.do ?? 'unknown' },
    // In its chat's group: what it sends counts for the chat.
    profileChanges: () => ({}),
    async run(context) {
      const why = await carryOut(services, context, id, ask);
      if (why !== undefined) await context.record({ why });
      // An operator sent it again.
      else if (context.claim.facts.why !== undefined) await context.record({ why: null });
      return why === undefined ? 'answered' : 'refused';
    },
    /** The app tells of it, and no apology in the chat. */
    async giveUp({ record }) {
      await record({ why: 'failed' }).catch(() => {});
    },
  });
};

/** `ask`: undefined where it is of another version. */
const carryOut = async (
  services: AppDependencies,
  context: AppContext,
  id: string,
  ask: AppAsk | undefined,
): Done => {
  if (!ask) return 'failed';
  if (!(await isServed(services, context))) return 'not-allowed';
  try {
    return await act(services, context, id, ask);
  } catch (error) {
    const known = asStewardError(error);
    const why = known instanceof StewardError ? FAULTS[known.code] : undefined;
    if (why === undefined) throw error;
    return why;
  }
};

const FAULTS: Partial<Record<StewardError['code'], WorkFault>> = {
  'session-missing': 'gone',
  'chat-unreachable': 'chat-closed',
};

const act = async (services: AppDependencies, context: AppContext, id: string, ask: AppAsk): Done => {
  switch (ask.do) {
    case 'rename':
    case 'archive':
    case 'restore':
    case 'delete':
    case 'export':
      return await changeConversation(services, context, id, ask);
    case 'remove':
      return await removeReminder(services, context, id, ask);
    case 'undo-remove':
      return await bringBack(services, context, ask.work);
    case 'allow':
    case 'block':
      return await decideOn(services, context, ask);
    case 'zone':
      return await followNewZone(services, context, ask.before);
    case 'look':
      // Behind each work what was seen is kept.
      await services.catalogue.entries();
      return undefined;
    default:
      return await changeReminder(services, context, ask.do, ask);
  }
};

/** Also of who was let in when it was asked for. */
const isServed = async ({ access, config }: AppDependencies, { owner, profile }: AppContext) =>
  await isLetInAlone({ allowed: config.allowed, access }, owner, profile);
