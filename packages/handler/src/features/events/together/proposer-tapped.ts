// What who proposes taps: `tf:<id>:<what>[:<arg>…]`, through the times that were found and on the card of one of them.
import type { Proposal } from '@steward/core';
import { proposalIdOf } from '../../../teams/keep-proposal.ts';
import { ownProposal, withdrawProposal } from '../../../teams/proposing.ts';
import { ASK_FOR_REPLY } from '../../../telegram/buttons.ts';
import { say } from '../../../telegram/say.ts';
import { isDay } from '../../connections/read-days.ts';
import { tellIsPrivate } from '../../connections/ways.ts';
import type { CommandContext } from '../../feature.ts';
import type { EventDependencies } from '../dependencies.ts';
import { readMoment } from '../read-moment.ts';
import { askLengthWith, keepAndTell, showSearch } from './looking.ts';
import { chooseAnother } from './other-time.ts';
import { openOwnCard } from './own-calendar.ts';
import { showProposal } from './proposer-card.ts';
import { sendAnyway, sendTapped } from './send-tapped.ts';
import { SEARCH_OVER, TIME_PASSED, TITLE_PROMPT, UNKNOWN_BUTTON, WHY_NOT } from './sentences.ts';

type Step = (
  services: EventDependencies,
  context: CommandContext,
  proposal: Proposal,
  args: string[],
) => Promise<void>;

const isWhole = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

/** Kept with the search: its pages, and what comes of it, go by that. */
const changed = async (
  { proposals }: EventDependencies,
  search: Proposal,
  changes: Partial<Proposal>,
): Promise<Proposal> => {
  const next = { ...search, ...changes, revision: search.revision + 1 };
  return (await proposals.replace(next)) ? next : ((await proposals.get(search.by, search.id)) ?? next);
};

const STEPS: Record<string, Step> = {
  async p(services, context, search, [page]) {
    const at = Number(page);
    await showSearch(services, context, search, isWhole(at, 0, 999) ? { page: at } : {});
  },
  async ask(services, context, search) {
    await askLengthWith(services, context, search);
  },
  async d(services, context, search, [first = '', days]) {
    const count = Number(days);
    if (!isDay(first) || !isWhole(count, 1, 14)) return await context.reply(say`${UNKNOWN_BUTTON}`);
    await showSearch(services, context, await changed(services, search, { first, count }));
  },
  async l(services, context, search, [length]) {
    const minutes = Number(length);
    if (!isWhole(minutes, 5, 720)) return await context.reply(say`${UNKNOWN_BUTTON}`);
    await showSearch(services, context, await changed(services, search, { minutes }));
  },
  async s(services, context, search, [start = '']) {
    const startMs = readMoment(start);
    if (startMs === undefined) return await context.reply(say`${UNKNOWN_BUTTON}`);
    if (startMs <= services.clock.now()) return await context.reply(say`${TIME_PASSED}`);
    const { messageId: _, promptId: __, except: ___, ...rest } = search;
    const id = proposalIdOf(search.id, startMs, search.minutes);
    const chosen: Proposal = {
      ...rest,
      id,
      startMs,
      state: 'waiting',
      revision: 1,
      createdAtMs: context.atMs,
    };
    const kept = await keepAndTell(services, context, chosen);
    if (kept) await showProposal(services, context, kept);
  },
  async send(services, context, proposal, [code = '']) {
    await sendTapped(services, context, proposal, code);
  },
  anyway: sendAnyway,
  async else(services, context, proposal) {
    if (proposal.state !== 'waiting') return await context.reply(say`${UNKNOWN_BUTTON}`);
    await chooseAnother(services, context, proposal);
  },
  async title(services, context, proposal) {
    if (proposal.state !== 'waiting') return await showProposal(services, context, proposal);
    const promptId = await context.sender.send('prompt', say`${TITLE_PROMPT}`, ASK_FOR_REPLY);
    if (promptId !== undefined) await changed(services, proposal, { promptId });
  },
  async no(services, context, { by, id, state }) {
    const gone = await withdrawProposal(services, { by, id });
    if ('why' in gone) return await context.reply(say`${WHY_NOT[gone.why]}`);
    if (state === 'waiting' || state === 'looking')
      return await context.show(say`✖ Not proposed, and nobody was told.`);
    await showProposal(services, context, gone.proposal, context.message.message_id);
  },
  async see(services, context, proposal) {
    await showProposal(services, context, proposal, context.message.message_id);
  },
  async cal(services, context, { by, id }) {
    const own = await ownProposal(services, { by, id });
    if ('why' in own) return await context.reply(say`${WHY_NOT[own.why]}`);
    await openOwnCard(services, context, own);
  },
};

/** What goes on from a search; what came of one is not changed by that: others were asked for it as it is. */
const OF_SEARCH: ReadonlySet<string> = new Set(['p', 'ask', 'd', 'l', 's']);

export const togetherTapped = async (
  services: EventDependencies,
  context: CommandContext,
  [id = '', what = '', ...args]: string[],
): Promise<void> => {
  if (context.isGroup) return await tellIsPrivate(context, 'Your free time is', '/free');
  const step = Object.hasOwn(STEPS, what) ? STEPS[what] : undefined;
  if (!step || !/^[\w-]{16}$/.test(id)) return await context.reply(say`${UNKNOWN_BUTTON}`);
  const proposal = await services.proposals.get(context.owner, id);
  if (!proposal) return await context.reply(say`${SEARCH_OVER}`);
  if (OF_SEARCH.has(what) && proposal.state !== 'looking') return await context.reply(say`${UNKNOWN_BUTTON}`);
  await step(services, context, proposal, args);
};
