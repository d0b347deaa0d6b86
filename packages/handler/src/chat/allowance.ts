// A turn, or another call of a model, within what may be used in a day: of the chat itself, and in a private chat of every
// team that the person is in. All of them must have room. Loaded where something limits.
import {
  type Allowance,
  allowanceLeft,
  answerTokensFor,
  DEADLINE,
  DEFAULT_INSTRUCTIONS,
  dayOf,
  memberOf,
  type Outcome,
  type Reservation,
  type Reserved,
} from '@steward/core';
import type { UpdateContext } from '../context/update-context.ts';
import type { FormattedText } from '../telegram/format/formatted-text.ts';
import type { AllowanceDependencies, AskedTurn, LimitedTurn } from './turn-allowance.ts';

type ReservingDependencies = Pick<AllowanceDependencies, 'teams' | 'usage'>;

export interface Limit {
  /** Where it is counted: the chat, or a team. */
  owner: number;
  allowance: Allowance;
  /** The team's name. */
  team?: string;
}

/** What is used of a day, and what of it is only held. */
export type Counts = Pick<Reserved, 'pending' | 'used'>;

interface Taken {
  limit: Limit;
  reservation: Reservation;
  isAgain: boolean;
  held: number;
}

type Reserving = { taken: Taken[] } | ({ refused: Limit } & Counts);

type Need = Required<Pick<Reservation, 'kind'>> & { tokens: number };

/** What stands around words in a prompt: marks of who speaks, and the day and the time. */
const AROUND_TOKENS = 256;

/**
 * No turn reads and writes more: the model's window, or in a conversation that just begins, its first question. A token is
 * a byte at least.
 */
const mostTokens = (
  { catalogue }: Pick<AllowanceDependencies, 'catalogue'>,
  { session, question, modelName = session.modelName }: LimitedTurn,
): number => {
  const window = catalogue.mostContextTokens(modelName);
  if (session.messageCount > 0 || question.attachments) return window;
  const words = [question.content, session.systemPrompt ?? DEFAULT_INSTRUCTIONS].join('');
  return Math.min(window, AROUND_TOKENS + Buffer.byteLength(words) + answerTokensFor(window));
};

export const reserveTurn = async (
  services: AllowanceDependencies,
  context: UpdateContext,
  turn: LimitedTurn,
): AskedTurn => {
  const tokens = mostTokens(services, turn);
  const reserving = await reserve(services, context, { kind: 'turn', tokens });
  return async (run, instead) => {
    if ('refused' in reserving) return await instead(await refusalOf(services, context, reserving));
    const { facts } = context.claim;
    const before = facts.used ?? 0;
    let outcome: Outcome | undefined;
    try {
      outcome = await run();
      return outcome;
    } finally {
      await settleTurn(services, context, reserving.taken, (facts.used ?? 0) - before, outcome);
    }
  };
};

/** A call that is no turn: it takes tokens alone, and none where they have no limit. Where either is used up, nothing is called. */
export const withinAllowance = async <T>(
  services: ReservingDependencies,
  context: UpdateContext,
  tokens: number,
  /** Undefined: as many as were reserved. */
  run: () => Promise<{ result?: T; tokens?: number }>,
): Promise<{ result?: T } | 'used-up'> => {
  const reserving = await reserve(services, context, { kind: 'call', tokens });
  if ('refused' in reserving) return 'used-up';
  let used = tokens;
  try {
    const done = await run();
    used = done.tokens ?? used;
    return done;
  } finally {
    await settle(services, context, reserving.taken, { tokens: used });
  }
};

/** One after the other: what one of them refuses, the others have not taken from anybody. */
const reserve = async (
  services: ReservingDependencies,
  context: UpdateContext,
  { kind, tokens }: Need,
): Promise<Reserving> => {
  const { claim, owner, profile } = context;
  const reservation = { day: dayOf(context.atMs), work: claim.workId, chat: owner, kind };
  const taken: Taken[] = [];
  const take = async (limit: Limit): Promise<Counts | undefined> => {
    if (kind === 'call' && limit.allowance.tokens === undefined) {
      const used = await services.usage.get(limit.owner, reservation.day);
      return allowanceLeft(limit.allowance, used) === 'none' ? { used, pending: 0 } : undefined;
    }
    const own = { ...reservation, owner: limit.owner };
    const { isReserved, ...how } = await services.usage.reserve({ ...own, tokens }, limit.allowance);
    if (isReserved) taken.push({ limit, reservation: own, ...how });
    return isReserved ? undefined : how;
  };
  const teams = teamsOf(services, context);
  const own = profile?.allowance && { owner, allowance: profile.allowance };
  const [counts, limits] = await Promise.all([own && take(own), teams]);
  if (own && counts) return { refused: own, ...counts };
  for (const limit of limits) {
    const counts = await take(limit);
    if (!counts) continue;
    await giveBack(services, taken);
    return { refused: limit, ...counts };
  }
  return { taken };
};

/** The profile only says where to look: who is in a team, and what it may use, is read each time. */
const teamsOf = async (
  { teams }: ReservingDependencies,
  { isGroup, owner, profile }: UpdateContext,
): Promise<Limit[]> => {
  const pools = isGroup ? [] : (profile?.pools ?? []);
  const read = await Promise.all(pools.map((id) => teams.get(id)));
  return read.flatMap((team) =>
    team?.allowance && memberOf(team, owner)
      ? [{ owner: team.id, allowance: team.allowance, team: team.name }]
      : [],
  );
};

const giveBack = async ({ usage }: ReservingDependencies, taken: Taken[]): Promise<void> => {
  await Promise.all(
    taken
      // What an earlier try has settled was used.
      .filter(({ held }) => held > 0)
      .map(({ limit, reservation, held }) =>
        usage.settle({ ...reservation, held, tokens: 0, isUnused: true }, limit.allowance),
      ),
  );
};

interface Settled extends Counts {
  limit: Limit;
  isTold: boolean;
}

/** An answer that is there is not lost for a number: then what was reserved stays counted. */
const settle = async (
  { usage }: ReservingDependencies,
  { log, signal }: UpdateContext,
  taken: Taken[],
  { tokens, isJoined = false, isOver = true }: { tokens: number; isJoined?: boolean; isOver?: boolean },
): Promise<Settled[]> => {
  // Another worker has the turn.
  if (signal.aborted && signal.reason !== DEADLINE) return [];
  const settling = taken.map(async ({ limit, reservation, held, isAgain }) => {
    // An earlier try took it and died: what that used is not known, and stays as it was reserved.
    const isUnknown = tokens === 0 && isAgain && held > 0;
    // The next try may tell; the last one does not leave it held, as if a question were being answered still.
    if (isUnknown && !isOver) return undefined;
    // The question is answered with the next message: both are one turn, whatever was read and written of the first.
    const isUnused = isJoined || (tokens === 0 && !isAgain);
    const settled = await usage.settle(
      { ...reservation, held, tokens: isUnknown ? held : tokens, isUnused },
      limit.allowance,
    );
    return settled && { limit, ...settled };
  });
  try {
    return (await Promise.all(settling)).filter((one) => one !== undefined);
  } catch (error) {
    log.warn('What was used could not be noted', {
      action: 'settle-allowance',
      error: (error as Error).name,
    });
    return [];
  }
};

const settleTurn = async (
  services: AllowanceDependencies,
  context: UpdateContext,
  taken: Taken[],
  tokens: number,
  outcome: Outcome | undefined,
): Promise<void> => {
  const isOver = outcome !== undefined;
  const isJoined = outcome === 'joined';
  const settled = await settle(services, context, taken, { tokens, isJoined, isOver });
  const untold = isOver && !isJoined ? settled.filter(({ isTold }) => !isTold) : [];
  if (untold.length === 0) return;
  const { tellNearly } = await import('./allowance-notice.ts');
  await tellNearly(services, context, untold);
};

const refusalOf = async (
  services: AllowanceDependencies,
  context: UpdateContext,
  { refused: limit, used, pending }: { refused: Limit } & Counts,
): Promise<FormattedText> => {
  const { refusedTurn } = await import('./allowance-notice.ts');
  return await refusedTurn(services, context, { limit, used, pending });
};
