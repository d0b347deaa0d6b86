// Prints as JSON what scripts/setup-webhook.sh tells Telegram of the bot, and the table: the command menu, the kinds of
// updates, the button that opens the app (its address is the argument), and the item of who the bot is (getMe's result is
// the standard input).
import { readFileSync } from 'node:fs';
import { botItem } from '../src/aws/dynamodb-bot-store.ts';
import { toItem } from '../src/aws/item.ts';
import { botCommands } from '../src/features/index.ts';
import { ALLOWED_UPDATES } from '../src/telegram/allowed-updates.ts';
import { appMenuButton } from '../src/telegram/app-menu-button.ts';
import { botFactsOf } from '../src/telegram/bot-facts.ts';

const [appUrl = ''] = process.argv.slice(2);
const facts = botFactsOf(JSON.parse(readFileSync(0, 'utf8')));
if (!facts) {
  process.stderr.write('What answers for Telegram names no bot: it is no Bot API.\n');
  process.exit(1);
}
const settings = {
  commands: botCommands(),
  allowed_updates: ALLOWED_UPDATES,
  menu_button: appMenuButton(`${appUrl}/mini`),
  bot_item: toItem({ ...botItem(facts) }),
};
process.stdout.write(`${JSON.stringify(settings)}\n`);
