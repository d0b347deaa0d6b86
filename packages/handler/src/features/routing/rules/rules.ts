// /rules: what goes where. The whole list is written at once, and only where it still is as it was read.
import { areRules, MAX_RULES, type RoutingRule } from '@steward/core';
import type { FormattedText } from '../../../telegram/format/formatted-text.ts';
import { code, lines, say } from '../../../telegram/say.ts';
import type { CommandContext } from '../../feature.ts';
import type { RoutingDependencies } from '../dependencies.ts';
import { rulesButtons, rulesText, stampOf } from './list-rules.ts';
import { placesOf } from './places.ts';
import { readRule } from './read-rule.ts';
import { ruleAsTyped, ruleInWords } from './rule-in-words.ts';
import { tellNotRead } from './tell-not-read.ts';
import { tellTried } from './try-rules.ts';

/** Longer than any rule, and any sentence that is worth trying. */
const LONGEST = 2_000;

export const rules = async (
  services: RoutingDependencies,
  context: CommandContext,
  typed: string,
): Promise<void> => {
  if (context.isGroup)
    return await context.reply(
      say`Rules are each person’s own, and a group has none: send /rules in our private chat.`,
    );
  const [, verb = '', rest = ''] = /^(\p{L}*)\s*([\s\S]*)$/u.exec(typed) ?? [];
  if (typed === '' || /^(?:list|show)$/i.test(typed)) return await showRules(services, context);
  if (typed.length > LONGEST)
    return await context.reply(say`That is too long for a rule. Nothing was changed.`);
  if (/^(?:test|try)$/i.test(verb)) return await tellTried(services, context, rest);
  if (/^(?:delete|remove)$/i.test(verb) && /^\d+$/.test(rest))
    return await removeNumbered(services, context, Number(rest));
  // “dentist → event” alone is a rule, too.
  return await addRule(services, context, /^(?:add|new)$/i.test(verb) ? rest : typed);
};

const readRules = async ({ profiles }: RoutingDependencies, { owner }: CommandContext) => {
  const profile = await profiles.get(owner);
  return { profile, rules: profile?.rules ?? [] };
};

const showRules = async (
  services: RoutingDependencies,
  context: CommandContext,
  head?: FormattedText,
): Promise<void> => {
  const [{ rules: all }, places] = await Promise.all([
    readRules(services, context),
    placesOf(services, context.owner),
  ]);
  await context.show(rulesText(all, places, head), rulesButtons(all));
};

/** Somebody who changes them all the time wins against us; the person is told then. */
const TRIES = 3;

type Changed = { rules: RoutingRule[]; head: FormattedText } | FormattedText;

/** What `change` makes of them is written where they are still those that it was given. */
const changeRules = async (
  services: RoutingDependencies,
  context: CommandContext,
  change: (now: readonly RoutingRule[]) => Changed,
): Promise<void> => {
  const { owner, claim, record } = context;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const { profile, rules: now } = await readRules(services, context);
    // An earlier try of this update has done it.
    if (claim.facts.rules === stampOf(now)) return await showRules(services, context);
    const changed = change(now);
    if (!('rules' in changed)) return await showRules(services, context, changed);
    await record({ rules: stampOf(changed.rules) });
    const set = { rules: changed.rules.length > 0 ? changed.rules : null, updatedAtMs: services.clock.now() };
    if (await services.settings.change(owner, profile, set))
      return await showRules(services, context, changed.head);
  }
  await showRules(services, context, CHANGED);
};

const CHANGED = say`The rules were changed elsewhere meanwhile, so nothing was done. This is how they are now.`;

const addRule = async (
  services: RoutingDependencies,
  context: CommandContext,
  typed: string,
): Promise<void> => {
  const places = await placesOf(services, context.owner);
  const read = readRule(typed, places);
  if ('why' in read) return await context.reply(tellNotRead(read, places));
  await changeRules(services, context, (now) => {
    const known = now.findIndex((one) => stampOf([one]) === stampOf([read.rule]));
    if (known >= 0) return say`There is this rule already: ${known + 1}.`;
    if (now.length >= MAX_RULES)
      return say`You have ${MAX_RULES} rules, which are the most. Delete one first. Nothing was changed.`;
    if (!areRules([...now, read.rule]))
      return say`Your rules have no room for that one. Delete one first, or write a shorter one. Nothing was changed.`;
    return {
      rules: [...now, read.rule],
      head: say`✅ Rule ${now.length + 1} is added: ${ruleInWords(read.rule, places)}`,
    };
  });
};

const removeNumbered = async (
  services: RoutingDependencies,
  context: CommandContext,
  number: number,
): Promise<void> => {
  const places = await placesOf(services, context.owner);
  await changeRules(services, context, (now) => {
    const gone = now[number - 1];
    return gone
      ? { rules: now.filter((one) => one !== gone), head: deleted(ruleAsTyped(gone, places), number) }
      : say`There is no rule ${number}. Nothing was changed.`;
  });
};

const deleted = (typed: string, number: number): FormattedText =>
  lines(say`🗑 Rule ${number} is deleted. To have it back:`, code(typed));

/** `rule:<up|down|delete>:<index>:<stamp of what was shown>`. */
export const ruleTapped = async (
  services: RoutingDependencies,
  context: CommandContext,
  [what, place = '', stamp]: string[],
): Promise<void> => {
  if (context.isGroup) return;
  const index = Number(place);
  const places = await placesOf(services, context.owner);
  await changeRules(services, context, (now) => {
    const rule = now[index];
    if (stamp !== stampOf(now) || !rule) return CHANGED;
    if (what === 'delete')
      return {
        rules: now.filter((_, one) => one !== index),
        head: deleted(ruleAsTyped(rule, places), index + 1),
      };
    const other = what === 'up' ? index - 1 : index + 1;
    const neighbour = now[other];
    if (!neighbour) return CHANGED;
    const moved = now.with(index, neighbour).with(other, rule);
    return { rules: moved, head: say`Rule ${index + 1} is number ${other + 1} now.` };
  });
};
