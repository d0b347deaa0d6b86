// A turn, or another call of a model, within what may be used in a day: of the chat itself, and in a private chat of every
// team that the person is in. All of them must have room. Loaded where something limits.
import {
  type Allowance,
  DEADLINE,
  dayOf,
  estimateTokens,
  memberOf,
  type Outcome,
  type Reservation,
  type Used,
} from '@steward/core';
import type { UpdateContext } from '../context/update-context.ts';
import type { FormattedText } from '../telegram/format/formatted-text.ts';
import type { AllowanceDependencies, AskedTurn } from './turn-allowance.ts';

export interface Limit {
  /** Where it is counted: the chat, or a team. */
  owner: number;
  allowance: Allowance;
  /** The team's name. */
  team?: string;
}

interface Taken {
  limit: Limit;
  reservation: Reservation;
  isAgain: boolean;
  held: number;
  used: Used;
}

type Reserving = { taken: Taken[] } | { refused: Limit; used: Used };

type Need = Required<Pick<Reservation, 'kind'>> & { tokens: number };

/** Beside the question: about what the prompt and its answer take. How large the model's window is, nobody knows so early. */
const TURN_TOKENS = 4_096;

export const reserveTurn = async (
  services: AllowanceDependencies,
  context: UpdateContext,
  question: string,
): AskedTurn => {
  const reserving = await reserve(services, context, {
    kind: 'turn',
    tokens: TURN_TOKENS + estimateTokens(question),
  });
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

/** A call that is no turn takes tokens alone: false where there are none left. Without a limit on tokens it takes nothing. */
export const withinTokens = async <T>(
  services: AllowanceDependencies,
  context: UpdateContext,
  tokens: number,
  /** Undefined: as many as were reserved. */
  run: () => Promise<{ result?: T; tokens?: number }>,
): Promise<T | undefined> => {
  const reserving = await reserve(services, context, { kind: 'call', tokens });
  if ('refused' in reserving) return undefined;
  let used = tokens;
  try {
    const done = await run();
    used = done.tokens ?? used;
    return done.result;
  } finally {
    await settle(services, context, reserving.taken, used);
  }
};

/** One after the other: what one of them refuses, the others have not taken from anybody. */
const reserve = async (
  services: AllowanceDependencies,
  context: UpdateContext,
  { kind, tokens }: Need,
): Promise<Reserving> => {
  const { claim, owner, profile } = context;
  const reservation = { day: dayOf(context.atMs), work: claim.workId, chat: owner, kind };
  const taken: Taken[] = [];
  const take = async (limit: Limit): Promise<Used | undefined> => {
    if (kind === 'call' && limit.allowance.tokens === undefined) return undefined;
    const own = { ...reservation, owner: limit.owner };
    const { isReserved, ...how } = await services.usage.reserve({ ...own, tokens }, limit.allowance);
    if (isReserved) taken.push({ limit, reservation: own, ...how });
    return isReserved ? undefined : how.used;
  };
  const teams = teamsOf(services, context);
  const own = profile?.allowance && { owner, allowance: profile.allowance };
  const [used, limits] = await Promise.all([own && take(own), teams]);
  if (own && used) return { refused: own, used };
  for (const limit of limits) {
    const used = await take(limit);
    if (!used) continue;
    await giveBack(services, taken);
    return { refused: limit, used };
  }
  return { taken };
};

/** The profile only says where to look: who is in a team, and what it may use, is read each time. */
const teamsOf = async (
  { teams }: AllowanceDependencies,
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

const giveBack = async ({ usage }: AllowanceDependencies, taken: Taken[]): Promise<void> => {
  await Promise.all(
    taken
      // What an earlier try has settled was used.
      .filter(({ held }) => held > 0)
      .map(({ reservation, held }) => usage.settle({ ...reservation, held, tokens: 0, isUnused: true })),
  );
};

interface Settled {
  limit: Limit;
  used: Used;
  isTold: boolean;
}

/** An answer that is there is not lost for a number: then what was reserved stays counted. */
const settle = async (
  { usage }: AllowanceDependencies,
  { log, signal }: UpdateContext,
  taken: Taken[],
  tokens: number,
): Promise<Settled[]> => {
  // Another worker has the turn.
  if (signal.aborted && signal.reason !== DEADLINE) return [];
  const settling = taken.map(async ({ limit, reservation, held, isAgain, used }) => {
    // An earlier try took it and died: what that used is not known, and stays as it was reserved.
    if (tokens === 0 && isAgain && held > 0) return { limit, used, isTold: false };
    const isUnused = tokens === 0 && !isAgain;
    const settled = await usage.settle({ ...reservation, held, tokens, isUnused });
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
  const settled = await settle(services, context, taken, tokens);
  const isEnding = outcome !== undefined && outcome !== 'joined';
  const untold = isEnding ? settled.filter(({ isTold }) => !isTold) : [];
  if (untold.length === 0) return;
  const { tellNearly } = await import('./allowance-notice.ts');
  await tellNearly(services, context, untold);
};

const refusalOf = async (
  services: AllowanceDependencies,
  context: UpdateContext,
  { refused, used }: { refused: Limit; used: Used },
): Promise<FormattedText> => {
  const { refusedTurn } = await import('./allowance-notice.ts');
  return await refusedTurn(services, context, { limit: refused, used });
};
