// Prints as JSON what scripts/setup-webhook.sh tells Telegram of the bot: the command menu and the kinds of updates.
import { botCommands } from '../src/features/index.ts';
import { ALLOWED_UPDATES } from '../src/telegram/allowed-updates.ts';

process.stdout.write(`${JSON.stringify({ commands: botCommands(), allowed_updates: ALLOWED_UPDATES })}\n`);
