// Prints the command menu as JSON, for setMyCommands.
import { botCommands } from '../src/features/index.ts';

process.stdout.write(`${JSON.stringify(botCommands())}\n`);
