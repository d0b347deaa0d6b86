// What the routes of teams need.
import type { BotStore, Clock, ShareStore, Team } from '@steward/core';
import type {
  FreeTogether,
  FreeTogetherAsk,
  SharedCalendarView,
  SharePreview,
} from '@steward/core/web-contract';
import type { UsageReading } from '../../teams/allowance-view.ts';
import type { Outcome, Teams } from '../../teams/teams.ts';
import type { HourlyTries } from '../sign-in/tries.ts';

export interface TeamRouteDependencies extends HourlyTries, UsageReading {
  teams: Teams;
  sharing: TeamSharing;
  shares: Pick<ShareStore, 'list' | 'looks'>;
  clock: Pick<Clock, 'now'>;
  storedBot: Pick<BotStore, 'read'>;
  /** Where a link to the bot leads. */
  telegramUrl: string;
}

/** What a person lets a team see of their calendars, and when several have time. */
export interface TeamSharing {
  /** Of the person: all that count as busy, and what is shared and not there any more. */
  calendars(team: Team, user: number): Promise<SharedCalendarView[]>;
  share(
    team: number,
    user: number,
    shared: { connection: string; calendar: string; isShared: boolean },
  ): Promise<Outcome<object>>;
  preview(user: number, connection: string, calendar: string): Promise<SharePreview>;
  free(by: number, ask: FreeTogetherAsk): Promise<Outcome<FreeTogether>>;
}
