// What the app asks for, as a feature: works that no message came with. What they do is loaded when one is there.
import { REMOVED_ITEMS } from '@steward/core';
import type { QueueKind } from '../../context/work.ts';
import type { Feature } from '../feature.ts';
import type { AppDependencies } from './app-context.ts';

export const createApp = (services: AppDependencies): Feature => {
  const works: QueueKind<Unjudged> = {
    /** Judged as a whole when it is done. */
    read: (value) => (isNote(value) ? value : undefined),
    chatOf: ({ owner }) => (Number.isSafeInteger(owner) ? Number(owner) : undefined),
    async run(value, delivery) {
      const { workForApp } = await import('./work-for-app.ts');
      return await workForApp(services, value, delivery);
    },
  };
  return { works: [works as QueueKind], ownedItems: [REMOVED_ITEMS] };
};

interface Unjudged {
  steward: 'app';
  owner?: unknown;
}

const isNote = (value: unknown): value is Unjudged =>
  (value as { steward?: unknown } | null | undefined)?.steward === 'app';
