// All that reminders do, loaded at once when somebody uses them.
export * from './answer-question.ts';
export * from './briefing/briefing.ts';
export * from './change.ts';
export * from './choose-time.ts';
export * from './list-reminders.ts';
export * from './propose.ts';
export * from './put-off.ts';
export * from './quiet.ts';
export * from './remind.ts';
export * from './remind-of-question.ts';
export * from './repeat.ts';
export * from './say-more.ts';
export * from './show-reminder.ts';
export * from './suggestions/answer-suggestion.ts';
export * from './suggestions/suggestions.ts';
export * from './tasks.ts';
export * from './zone.ts';
