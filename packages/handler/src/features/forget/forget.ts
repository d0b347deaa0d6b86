// /forget: removes everything an owner has here. Asks twice.

import { withoutName } from '@steward/core';
import { isAdmin, isAsker } from '../../context/admin.ts';
import type { Services } from '../../context/services.ts';
import { createTeams } from '../../teams/create-teams.ts';
import { callbackData } from '../../telegram/buttons.ts';
import { bold, lines, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { endConnections } from './end-connections.ts';
import { teamsLost, wasRemoved } from './teams-lost.ts';
import { clearLeftovers } from './what-stays.ts';

type Dependencies = Pick<
  Services,
  | 'access'
  | 'archives'
  | 'clock'
  | 'config'
  | 'events'
  | 'files'
  | 'integrations'
  | 'leftovers'
  | 'ownerData'
  | 'profiles'
  | 'proposals'
  | 'queue'
  | 'settings'
  | 'shares'
  | 'teams'
  | 'telegram'
>;

export const forget = async (services: Dependencies, context: CommandContext): Promise<void> => {
  if (!(await mayForget(services, context))) return;
  const whose = context.isGroup ? 'everything of this group' : 'everything I have of you';
  const connected =
    !context.isGroup && services.integrations
      ? ', what you have connected, the list of events that I made (they stay in your calendar)'
      : '';
  const chat = services.leftovers.clearsChat ? ', and what this chat shows' : '';
  const teams = context.isGroup ? [] : await teamsLost(services, context.owner);
  await context.reply(
    lines(
      say`${bold('Delete all data?')} This removes ${whose}: all sessions, archives, texts of documents, reminders, tasks, notes${connected}, rules and settings${chat}.`,
      ...teams,
    ),
    [
      [
        { text: 'Yes, delete everything', data: callbackData('forget', 'sure', context.from.id) },
        { text: 'No', data: callbackData('forget', 'no', context.from.id) },
      ],
    ],
  );
};

export const forgetTapped = async (
  services: Dependencies,
  context: CommandContext,
  [step, askerId]: string[],
): Promise<void> => {
  if (!(await isAsker(services, context, Number(askerId)))) return;
  if (step === 'no') await context.show(say`Nothing was deleted.`);
  else if (step === 'sure') await askAgain(context);
  else if (step === 'now') await removeAll(services, context);
};

const askAgain = (context: CommandContext): Promise<void> =>
  context.show(
    say`${bold('Really everything?')} It cannot be undone. /export gives you a copy of a conversation first.`,
    [
      [
        { text: '🗑 Delete all now', data: callbackData('forget', 'now', context.from.id) },
        { text: 'No, keep it', data: callbackData('forget', 'no', context.from.id) },
      ],
    ],
  );

const removeAll = async (services: Dependencies, context: CommandContext): Promise<void> => {
  if (!(await mayForget(services, context))) return;
  const { owner, profile } = context;
  const movedFrom = profile?.movedFrom;
  // Asked for before anything goes: by another try nothing may be left to tell it by.
  const isRemembered =
    context.claim.facts.wasRemoved === 1 || (!context.isGroup && (await wasRemoved(services, owner)));
  await context.record({
    forgotten: 1,
    ...(movedFrom !== undefined && { movedFrom }),
    ...(isRemembered && { wasRemoved: 1 }),
  });
  const stays = await context.whileTyping(async () => {
    if (!context.isGroup) await createTeams(services).forget(owner);
    const elsewhere = await endConnections(services, context);
    for (const store of [services.archives, services.files])
      for (const id of await store.list(owner)) await store.remove(owner, id);
    await services.ownerData.removeAll(owner);
    const updatedAtMs = services.clock.now();
    await services.profiles.update(owner, { forgottenAtMs: context.atMs, updatedAtMs });
    await services.access.change((list) => withoutName(list, owner));
    return await clearLeftovers(services, context, 'everything', [
      COUNT,
      LET_IN,
      WHEN,
      ...(profile?.allowance ? [ALLOWANCE] : []),
      ...elsewhere,
      ...(context.isGroup ? [] : [IN_GROUPS]),
      ...(isRemembered ? [FROM_TEAMS] : []),
    ]);
  });
  await context.show(lines(say`🗑 All data is deleted.`, '', stays));
};

const COUNT = 'the counts of conversations and of reminders, so that an old number never means a new one';
const LET_IN = 'whether I may answer here';
const WHEN = 'when you deleted it, so that no button of before brings anything back';
const ALLOWANCE =
  'what my owner allows to be used in a day, and how many turns and tokens it was, for up to nine days';
const IN_GROUPS = 'what you said in groups, and your name there: an admin can delete it with /forget';

const FROM_TEAMS =
  'that you were removed from a team, for at least 7 days: so that no old link brings you back';

const mayForget = async (services: Dependencies, context: CommandContext): Promise<boolean> => {
  if (!context.isGroup || (await isAdmin(services, context))) return true;
  await context.reply(say`In a group only an admin can delete everything.`);
  return false;
};
