// Who is let in, as a feature of the owner's.
import type { QueueKind } from '../../context/work.ts';
import { type NoticeNote, readNotice } from '../../queue/queue-message.ts';
import type { Feature } from '../feature.ts';
import { type LoadedCommand, loadedCommands } from '../loaded-commands.ts';
import type { AccessDependencies } from './change-access.ts';
import type { NoticeDependencies } from './notices.ts';
import type { PeopleDependencies } from './people.ts';

const load = () => import('./at-work.ts');

type Dependencies = AccessDependencies & PeopleDependencies;

const COMMANDS: readonly LoadedCommand<Awaited<ReturnType<typeof load>>, Dependencies>[] = [
  {
    name: 'access',
    usage: '[allow|block <id>]',
    summary: 'See and change who may use me (my owner only)',
    run: 'access',
    taps: { access: 'accessTapped' },
  },
  {
    name: 'people',
    usage: '[<who> 50 turns]',
    summary: 'See and limit what is used in a day (my owner only)',
    run: 'people',
    taps: { people: 'peopleTapped' },
  },
];

export const createAccess = (services: Dependencies & NoticeDependencies): Feature => {
  const notices: QueueKind<NoticeNote> = {
    read: readNotice,
    run: async (note, delivery) => await (await load()).deliverNotice(services, note, delivery),
  };
  return { commands: loadedCommands(services, load, COMMANDS), works: [notices] };
};
