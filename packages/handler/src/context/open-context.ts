// Opens what a claimed update is worked with: destination, send budget, sender.
import type { Claim, FactValue, Profile, Session } from '@steward/core';
import type { Log } from '../observability/log.ts';
import { type Incoming, type IncomingMessage, type TelegramUser, topicOf } from '../telegram/incoming.ts';
import { createMessageSender } from '../telegram/message-sender.ts';
import { createSendBudget } from '../telegram/send-budget.ts';
import type { Services } from './services.ts';
import type { UpdateContext } from './update-context.ts';

export interface OpenedContext extends UpdateContext {
  /** Writes the chat's send budget back, if anything was sent. */
  keepBudget(): Promise<void>;
  /** How long Telegram wants the chat left alone, ms. */
  waitMs(): number;
}

export const openContext = (deps: {
  services: Services;
  incoming: Incoming;
  profile: Profile | undefined;
  /** As it was read beside the claim. */
  earlySession?: Promise<Session | undefined> | undefined;
  claim: Claim;
  record: (facts: Record<string, FactValue | null>) => Promise<void>;
  /** Ends the work: the deadline, or the lease is lost. */
  signal: AbortSignal;
  /** Nothing is sent any more: the last seconds, or the lease is lost. */
  sendSignal: AbortSignal;
  log: Log;
}): OpenedContext => {
  const { services, incoming, profile, claim, record, signal, sendSignal, log } = deps;
  const { clock } = services;
  const { message, from } = askedBy(incoming);
  const budget = createSendBudget(incoming.isGroup ? 'group' : 'private', profile?.sendBudget);
  // A try that died may have sent just now.
  if (claim.attempt > 1) budget.spend('send', clock.now());
  const before = JSON.stringify(budget.stored(clock.now()).calls.at(-1) ?? 0);
  const threadId = topicOf(message);
  const sender = createMessageSender({
    telegram: services.telegram,
    clock,
    budget,
    claim,
    record,
    destination: {
      chatId: incoming.owner,
      ...(threadId !== undefined && { threadId }),
      ...(incoming.isGroup && incoming.kind !== 'callback' && { replyTo: message.message_id }),
    },
    signal: sendSignal,
    log,
    meter: services.meter,
  });
  return {
    services: { ...services, log },
    updateId: incoming.updateId,
    atMs: claim.atMs,
    owner: incoming.owner,
    isGroup: incoming.isGroup,
    from,
    message,
    isTap: incoming.kind === 'callback',
    profile,
    ...(deps.earlySession && claim.attempt === 1 && { earlySession: deps.earlySession }),
    claim,
    record,
    sender,
    signal,
    waitMs: () => Math.max(0, (budget.stored(clock.now()).blockedUntilMs ?? 0) - clock.now()),
    async keepBudget() {
      const nowMs = clock.now();
      const stored = budget.stored(nowMs);
      if (JSON.stringify(stored.calls.at(-1) ?? 0) === before && stored.blockedUntilMs === undefined) return;
      await services.profiles.update(incoming.owner, {
        ...(claim.facts.forgotten === undefined && namesOf(incoming, from)),
        sendBudget: stored,
        lastAtMs: Math.max(claim.atMs, profile?.lastAtMs ?? 0),
        updatedAtMs: nowMs,
      });
    },
  };
};

/** In a group the profile is the group's: a person's names are not written into it. */
const namesOf = (incoming: Incoming, from: TelegramUser) => {
  if (incoming.isGroup || !from.first_name) return {};
  return {
    firstName: from.first_name,
    lastName: from.last_name ?? null,
    username: from.username ?? null,
    languageCode: from.language_code ?? null,
  };
};

const askedBy = (incoming: Incoming): { message: IncomingMessage; from: TelegramUser } => {
  if (incoming.kind === 'message' || incoming.kind === 'edited') return incoming;
  const chat = {
    id: incoming.owner,
    type: incoming.isGroup ? ('supergroup' as const) : ('private' as const),
  };
  const nowhere: IncomingMessage = { message_id: 0, date: 0, chat };
  if (incoming.kind === 'callback') return { message: incoming.message ?? nowhere, from: incoming.from };
  return { message: nowhere, from: { id: incoming.owner } };
};
