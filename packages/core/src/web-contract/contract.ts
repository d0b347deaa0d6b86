// What the app asks of the function `web`: every route with its request and its answer. Types only: both sides import
// nothing else of each other.
import type { TeamRole } from '../team/team.ts';
import type { Conversation } from './conversations.ts';
import type {
  CalDavForm,
  ConsentProvider,
  Disconnected,
  FeedForm,
  IntegrationChoice,
  Integrations,
  NewBridge,
  PendingIntegration,
} from './integrations.ts';
import type { Overview } from './overview.ts';
import type { People } from './people.ts';
import type { ReminderView, Upcoming } from './reminders.ts';
import type { RuleTrial, TriedSentence } from './rules.ts';
import type { SettingsAnswer, SettingsPatch } from './settings.ts';
import type { BotLink, Me, SignedIn, SignInView, TicketHolder } from './sign-in.ts';
import type {
  FreeTogether,
  FreeTogetherAsk,
  MemberAsk,
  ProposalAsk,
  ProposalSent,
  SharePreview,
  TeamView,
} from './teams.ts';
import type { Ask, WorkState } from './works.ts';

/** No answer beside that it is done. */
export type Nothing = Record<string, never>;

/** `METHOD /path` → the JSON body (or, of a GET, the query) and the JSON answer. Ids stand in body or query. */
export interface WebContract {
  /** The Mini App's door. `initData` as Telegram gave it, whole. Needs no session. */
  'POST /api/sign-in': { body: { initData: string }; answer: SignedIn };
  /** Who a ticket of `/web` is for; it stays unused. Needs no session. */
  'POST /api/ticket': { body: { ticket: string }; answer: TicketHolder };
  /** Uses the ticket up. On https the session lies in a cookie, and the answer has no token. Needs no session. */
  'POST /api/ticket/use': { body: { ticket: string }; answer: SignedIn };
  /** Where the bot is, for who comes back from a provider's page and is not signed in. Needs no session. */
  'GET /api/bot': { query: Nothing; answer: BotLink };
  /** Ends this session, another one by its id, or all of them. */
  'POST /api/sign-out': { body: { which: 'this' | 'all' | { id: string } }; answer: Nothing };
  'GET /api/sign-ins': { query: Nothing; answer: { signIns: SignInView[] } };
  'GET /api/me': { query: Nothing; answer: Me };
  'GET /api/overview': { query: Nothing; answer: Overview };
  'GET /api/settings': { query: Nothing; answer: SettingsAnswer };
  /** 409 `changed-meanwhile` where one of them is no longer as it was `seen`; nothing is changed then. */
  'PATCH /api/settings': { body: SettingsPatch; answer: SettingsAnswer };
  /** What would become of a sentence; nothing is kept of it. */
  'POST /api/rules/test': { body: RuleTrial; answer: TriedSentence };
  /** All, live and archived, by number, newest activity first. */
  'GET /api/conversations': {
    query: Nothing;
    answer: { conversations: Conversation[]; activeId: string | null };
  };
  /** All that rings or waits, and what is done or ended of late. */
  'GET /api/reminders': { query: Nothing; answer: { reminders: ReminderView[]; upcoming: Upcoming[] } };
  /** The operator's only; 403 `operator-only` for everybody else. */
  'GET /api/people': { query: Nothing; answer: People };
  /** The operator's only. null: no limit. Of a person, a group (negative) or a team. */
  'PATCH /api/people': {
    body: { id: number; allowance: { turns: number | null; tokens: number | null } };
    answer: People;
  };
  /** Queues a work in the chat's group. The same `id` again is the same work. */
  'POST /api/works': { body: { id: string; ask: Ask }; answer: { work: string } };
  /** What came of it; asked again until it is `done` or `failed`. 404 once it is no longer known. */
  'GET /api/works': { query: { work: string }; answer: WorkState };

  'GET /api/integrations': { query: Nothing; answer: Integrations };
  /** Where the person agrees, at the provider; `again`: the connection whose place it takes. */
  'POST /api/integrations/consent': {
    body: { provider: ConsentProvider; again?: string };
    answer: { url: string };
  };
  /** What `code` stands for, which the browser was given after that page. 404: it is somebody else's, or over. */
  'POST /api/integrations/pending': { body: { code: string }; answer: PendingIntegration };
  /** The person says that it was them. 404 as above. */
  'POST /api/integrations/confirm': { body: { code: string }; answer: Integrations };
  'POST /api/integrations/refuse': { body: { code: string }; answer: Integrations };
  /** 422 `connection-failed` with `why`, where it cannot be connected: nothing is kept then. */
  'POST /api/integrations/caldav': { body: CalDavForm; answer: Integrations };
  'POST /api/integrations/feed': { body: FeedForm; answer: Integrations };
  /** For the Shortcut; a token from before ends. */
  'POST /api/integrations/bridge': { body: Nothing; answer: NewBridge };
  'PATCH /api/integrations': { body: IntegrationChoice; answer: Integrations };
  /** Asks the provider now, and reads. 422 where it does not work, and the list says why as well. */
  'POST /api/integrations/test': { body: { id: string }; answer: Integrations };
  'POST /api/integrations/disconnect': { body: { id: string }; answer: Disconnected };

  /**
   * The teams of the person. Each of the routes below answers 404 to who is not in the team, 403 `no-right` to whose role does not
   * allow it, and 409 `changed-meanwhile` where others change it again and again. What is as it was asked for already is done.
   */
  'GET /api/teams': { query: Nothing; answer: { teams: TeamView[] } };
  'POST /api/teams': { body: { name: string }; answer: { team: number } };
  'PATCH /api/teams': { body: { team: number; name: string }; answer: Nothing };
  /** A link for one person, which is told this once. 409 `full`; 503 while nobody knows who the bot is. */
  'POST /api/teams/invite': { body: { team: number }; answer: { url: string; endsAtMs: number } };
  /** 404 with `hash`: it was used, or is over. */
  'POST /api/teams/revoke': { body: { team: number; hash: string }; answer: Nothing };
  /** 409 `last-owner` where nobody would be left to own it. */
  'POST /api/teams/role': { body: MemberAsk & { role: TeamRole }; answer: Nothing };
  /** 404 with `user`, as for `role`: they are not in it any more. */
  'POST /api/teams/remove': { body: MemberAsk; answer: Nothing };
  'POST /api/teams/leave': { body: { team: number }; answer: Nothing };
  /** For all of its members. */
  'POST /api/teams/end': { body: { team: number }; answer: Nothing };
  /** 404 with `calendar`: it is not there, or does not count as busy. */
  'POST /api/teams/share': {
    body: { team: number; connection: string; calendar: string; isShared: boolean };
    answer: Nothing;
  };
  /** What others see, or would see, of a calendar of the person's. */
  'POST /api/teams/preview': { body: { connection: string; calendar: string }; answer: SharePreview };
  /** Those who are asked about see that. 404 with `users`: one of them is not in the team. 400 with `first`: those days are over,
   * or further ahead than anybody shows. */
  'POST /api/teams/free': { body: FreeTogetherAsk; answer: FreeTogether };
  /**
   * The others get a card each, and who proposes one of their own, in their chats. As `free`, and: 400 with `startMs`, as with `first`;
   * 409 `full` where so many proposals are open.
   */
  'POST /api/teams/propose': { body: ProposalAsk; answer: ProposalSent };
}

export type Route = keyof WebContract;
export type BodyOf<R extends Route> = WebContract[R] extends { body: infer B } ? B : undefined;
export type QueryOf<R extends Route> = WebContract[R] extends { query: infer Q } ? Q : undefined;
export type AnswerOf<R extends Route> = WebContract[R]['answer'];
