// Fakes, samples and contract suites for every port.

export { accessStoreContract } from './contract/access-store-contract.ts';
export { activeOwnersContract } from './contract/active-owners-contract.ts';
export { bodyStoreContract } from './contract/body-store-contract.ts';
export { type BriefingStoreSubject, briefingStoreContract } from './contract/briefing-store-contract.ts';
export { type BusyMirrorSubject, busyMirrorContract } from './contract/busy-mirror-contract.ts';
export { type ChatModelSubject, chatModelContract } from './contract/chat-model-contract.ts';
export { claimStoreContract } from './contract/claim-store-contract.ts';
export {
  type ConnectionStoreSubject,
  connectionStoreContract,
} from './contract/connection-store-contract.ts';
export { type ConsentStoreSubject, consentStoreContract } from './contract/consent-store-contract.ts';
export { type DueIndexSubject, dueIndexContract } from './contract/due-index-contract.ts';
export {
  type EventStoreSubject,
  eventStoreContract,
  sampleDraft,
  sampleMadeEvent,
} from './contract/event-store-contract.ts';
export { messageStoreContract } from './contract/message-store-contract.ts';
export {
  type ModelServerPowerSubject,
  type ModelServerStoreSubject,
  modelServerPowerContract,
  modelServerStoreContract,
} from './contract/model-server-contract.ts';
export { type MovedRemindersSubject, movedRemindersContract } from './contract/moved-reminders-contract.ts';
export { type NoteStoreSubject, noteStoreContract } from './contract/note-store-contract.ts';
export { type OwnerDataSubject, ownerDataContract } from './contract/owner-data-contract.ts';
export { profileStoreContract } from './contract/profile-store-contract.ts';
export { type ReminderStoreSubject, reminderStoreContract } from './contract/reminder-store-contract.ts';
export { type RemovedStoreSubject, removedStoreContract } from './contract/removed-store-contract.ts';
export { botStoreContract, seenModelsContract } from './contract/seen-store-contract.ts';
export { sessionStoreContract } from './contract/session-store-contract.ts';
export {
  type SettingsStoreSubject,
  settingsStoreContract,
} from './contract/settings-store-contract.ts';
export { type ShareStoreSubject, shareStoreContract } from './contract/share-store-contract.ts';
export { type SignInStoreSubject, signInStoreContract } from './contract/sign-in-store-contract.ts';
export { stopStoreContract } from './contract/stop-store-contract.ts';
export type { Made } from './contract/subject.ts';
export {
  type SuggestionStoreSubject,
  suggestionStoreContract,
} from './contract/suggestion-store-contract.ts';
export { type TeamStoreSubject, teamStoreContract } from './contract/team-store-contract.ts';
export { tickStoreContract } from './contract/tick-store-contract.ts';
export { type TranscriberSubject, transcriberContract } from './contract/transcriber-contract.ts';
export { turnStoreContract } from './contract/turn-store-contract.ts';
export { usageStoreContract } from './contract/usage-store-contract.ts';
export { createFakeClock, type FakeClock } from './fake-clock.ts';
export {
  createFakeModel,
  type FakeCall,
  type FakeModel,
  type FakeModelOptions,
  type FakeScript,
  type FakeStep,
  paced,
} from './fake-model.ts';
export { createFakePower, type FakePower, type FakePowerOptions } from './fake-power.ts';
export { createFakeTranscriber, type FakeTranscriber, type Heard } from './fake-transcriber.ts';
export { bodyText, textBody } from './memory-bodies.ts';
export { createMemoryModelServerStore, type MemoryModelServerStore } from './memory-model-server.ts';
export { createMemoryStores, type MemoryStores, type Stores } from './memory-stores.ts';
export type { TableDump } from './memory-table.ts';
export { SAMPLE_MS, sampleConnection, sampleMessage, sampleReminder, sampleSession } from './samples.ts';
export { type EditUtterance, eventEdits, readEditOf } from './told-edit.ts';
export {
  EVENT_MOMENT,
  type EventUtterance,
  eventUtterances,
  heldOutUtterances,
  readUtterance,
  type ToldEvent,
  toldEvent,
} from './told-event.ts';
export { judgedKinds } from './told-kind.ts';
