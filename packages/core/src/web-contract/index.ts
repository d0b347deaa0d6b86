// The contract of the app and the function `web`.
export type { Kind, RoutingRule } from '../routing/rule.ts';
export type { AnswerOf, BodyOf, Nothing, QueryOf, Route, WebContract } from './contract.ts';
export type { Conversation } from './conversations.ts';
export type { App, AppDocument } from './documents.ts';
export type { WebFault, WebFaultCode } from './errors.ts';
export type {
  CalDavForm,
  ConnectedCalendarView,
  ConnectionFault,
  ConsentProvider,
  ConsentRefusal,
  Disconnected,
  FeedForm,
  IntegrationChoice,
  IntegrationOffer,
  IntegrationProvider,
  Integrations,
  IntegrationView,
  NewBridge,
  PendingIntegration,
} from './integrations.ts';
export type { DayUsage, ModelServerView, Overview } from './overview.ts';
export type { People, PersonView, TeamOfPeople } from './people.ts';
export type { ReminderView, Upcoming } from './reminders.ts';
export type { RuleTrial, TriedSentence, TriedTime } from './rules.ts';
export type {
  ClockText,
  Hours,
  ModelChoice,
  Settings,
  SettingsAnswer,
  SettingsPatch,
  WorkingHours,
} from './settings.ts';
export type { BotLink, Door, Me, SignedIn, SignInView, TicketHolder } from './sign-in.ts';
export type {
  AllowanceView,
  FreeTogether,
  FreeTogetherAsk,
  MemberAsk,
  ProposalAsk,
  ProposalSent,
  SharedCalendarView,
  SharePreview,
  TeamInviteView,
  TeamMemberView,
  TeamView,
} from './teams.ts';
export type { Ask, WorkFault, WorkState } from './works.ts';
