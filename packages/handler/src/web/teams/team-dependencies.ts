// What the routes of teams need.
import type { BotStore, ShareStore } from '@steward/core';
import type { UsageReading } from '../../teams/allowance-view.ts';
import type { Proposed, TimeToPropose } from '../../teams/propose-time.ts';
import type { Sharing } from '../../teams/sharing.ts';
import type { Teams } from '../../teams/teams.ts';
import type { HourlyTries } from '../sign-in/tries.ts';

export interface TeamRouteDependencies extends HourlyTries, UsageReading {
  teams: Teams;
  sharing: Sharing;
  propose: (wish: TimeToPropose) => Promise<Proposed>;
  shares: Pick<ShareStore, 'list'>;
  storedBot: Pick<BotStore, 'read'>;
  /** Where a link to the bot leads. */
  telegramUrl: string;
}
