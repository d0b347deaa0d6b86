// What the worker loads when it is first used, loaded beforehand: while a module loads, a virtual clock runs away.
import '../src/chat/answer-edited.ts';
import '../src/chat/time-in-question.ts';
import '../src/chat/wake-model-server.ts';
import '../src/dispatch/likely-command.ts';
import '../src/dispatch/turn-away.ts';
import '../src/features/about/at-work.ts';
import '../src/features/access/at-work.ts';
import '../src/features/archives/at-work.ts';
import '../src/features/documents/import-document.ts';
import '../src/features/reminders/at-work.ts';
import '../src/features/reminders/briefing/send-briefing.ts';
import '../src/features/reminders/clock-status.ts';
import '../src/features/reminders/firing/at-ring.ts';
import '../src/features/reminders/firing/snooze-reply.ts';
import '../src/features/reminders/transfer/export-reminders.ts';
import '../src/features/reminders/transfer/import-reminders.ts';
import '../src/features/sessions/at-work.ts';
