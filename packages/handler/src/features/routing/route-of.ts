// What becomes of something that is said, and where it goes: by code's cues and the person's rules; where those do not say
// it, by a model that is awake. What is unclear then is asked for (see `propose`).
import type { EventTarget, Kind } from '@steward/core';
import { kindOf, needsKind, routeBy } from '@steward/core/routing';
import type { PointContext, PointDependencies } from '../../chat/point-with-model.ts';
import { askKind } from './ask-kind.ts';

export interface SaidHere {
  text: string;
  /** The names of who wrote it, where that is somebody else: `sendersOf`. */
  senders?: readonly string[] | undefined;
  /** When it was said, Unix ms: what “tomorrow” counts from. */
  saidMs: number;
  /** `text` and `voice` are the person's own words: most of those are for the model. */
  source: 'text' | 'voice' | 'forward' | 'photo';
}

export interface Route {
  /** Undefined: it is chat. */
  kind?: Kind;
  /** False: `kind` is the likeliest, no more; it is asked for. */
  isSure: boolean;
  /** It was asked for in so many words. */
  isExplicit?: true;
  /** Of an event or a note, where a rule says it. It may be gone since. */
  target?: EventTarget | { connection: string };
  /** The rule that says so, from 0. */
  rule?: number;
}

/** Asks a model only about what others wrote, where there is a cue that code is not sure of. */
export const routeOf = async (
  services: PointDependencies,
  context: PointContext,
  { text, senders, saidMs, source }: SaidHere,
): Promise<Route> => {
  const { rules = [], zone } = context.profile ?? {};
  const said = { text, ...(senders && { senders }) };
  const found = kindOf(text, { nowMs: saidMs, zone: zone?.name ?? 'UTC' });
  const isOwn = source === 'text' || source === 'voice';
  if (isOwn && !found) return { isSure: false };
  if (source === 'text' && !found?.isSure) return { isSure: false };
  // Of their own words nobody is asked: those are answered.
  const isKnown = found === undefined || found.isSure || isOwn;
  const early = isKnown || !needsKind(rules, said) ? routeBy(rules, said, found) : undefined;
  if (early) return { isSure: true, ...(found?.isExplicit && { isExplicit: true }), ...early };
  if (isKnown) return found ?? { isSure: false };
  const kind = await askKind(services, context, text);
  const known = kind ? { kind, isSure: true } : found;
  const routed = routeBy(rules, said, known);
  return routed ? { isSure: true, ...routed } : known;
};
