// What the routes of connections need.
import type { BotStore } from '@steward/core';
import type { IntegrationServices } from '../../context/services.ts';
import type { HourlyTries } from '../sign-in/tries.ts';

export interface IntegrationDependencies extends HourlyTries {
  integrations: IntegrationServices;
  storedBot: Pick<BotStore, 'read'>;
  /** Where a link to the bot leads. */
  telegramUrl: string;
}
