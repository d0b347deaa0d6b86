// The second face of this package: what every implementation of a port is tested with.

export {
  answering,
  type CalendarSubject,
  CONTRACT_DRAFT,
  CONTRACT_WINDOW,
  calendarContract,
  type ReadableSubject,
  readableCalendarContract,
} from './calendar-contract.ts';
export {
  LONG_TEXT,
  NOTE_DRAFT,
  type NoteSubject,
  noteTargetContract,
} from './note-target-contract.ts';
