// A sentence on trial: which kind it is, which rule fits, and what is read of it.
import { areRules } from '@steward/core';
import type { RuleTrial } from '@steward/core/web-contract';
import * as z from 'zod/mini';
import type { RouteEntry } from '../route-entry.ts';
import type { RouteDependencies } from './route-dependencies.ts';

/** A longer text is nothing that is kept as one thing. */
const MAX_TRIED = 2_000;
const LONGEST_NAME = 200;

const trial = z.strictObject({
  text: z.string().check(z.trim(), z.minLength(1), z.maxLength(MAX_TRIED)),
  sender: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(LONGEST_NAME))),
  rules: z.optional(z.custom(areRules)),
}) as unknown as z.ZodMiniType<RuleTrial>;

export const testRules = ({ clock }: RouteDependencies): RouteEntry<'POST /api/rules/test'> => ({
  body: trial,
  async handle({ profile }, { body: { text, sender, rules = profile?.rules ?? [] } }) {
    // Loaded by who needs it: the words of time weigh more than all else here.
    const { trySentence } = await import('@steward/core/routing');
    const moment = { nowMs: clock.now(), zone: profile?.zone?.name ?? 'UTC' };
    return trySentence(rules, { text, ...(sender !== undefined && { senders: [sender] }) }, moment);
  },
});
