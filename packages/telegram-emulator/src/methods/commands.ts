// setMyCommands, getMyCommands, deleteMyCommands: the command menu, by scope and language.
import type { Method } from '../method.ts';
import { type RequestParameters, readArray, readObject, readString } from '../parameters.ts';
import { refuse } from '../refusals.ts';
import type { BotCommand } from '../telegram-objects.ts';

/** Where the commands of everybody are kept. */
export const defaultCommandsKey = 'default';

const maxCommands = 100;
const scopeFields: Record<string, readonly string[]> = {
  default: [],
  all_private_chats: [],
  all_group_chats: [],
  all_chat_administrators: [],
  chat: ['chat_id'],
  chat_administrators: ['chat_id'],
  chat_member: ['chat_id', 'user_id'],
};

export const setMyCommands: Method = {
  name: 'setMyCommands',
  parameters: ['commands', 'scope', 'language_code'],
  refusals: ['commandsTooMany', 'commandInvalid', 'commandDescriptionInvalid', 'scopeInvalid'],
  run({ store }, request) {
    const commands = (readArray(request, 'commands') ?? []).map(checkCommand);
    if (commands.length > maxCommands) refuse('commandsTooMany');
    const key = commandsKey(request);
    store.commit([{ type: 'commands', key, commands }], [{ type: 'commands', commands }]);
    return { result: true };
  },
};

export const getMyCommands: Method = {
  name: 'getMyCommands',
  parameters: ['scope', 'language_code'],
  refusals: ['scopeInvalid'],
  run: ({ store }, request) => ({ result: store.state.commands.get(commandsKey(request)) ?? [] }),
};

export const deleteMyCommands: Method = {
  name: 'deleteMyCommands',
  parameters: ['scope', 'language_code'],
  refusals: ['scopeInvalid'],
  run({ store }, request) {
    const key = commandsKey(request);
    store.commit([{ type: 'commands', key, commands: null }], [{ type: 'commands', commands: [] }]);
    return { result: true };
  },
};

const checkCommand = (value: unknown): BotCommand => {
  const { command, description } = (value ?? {}) as Record<string, unknown>;
  // A leading slash is taken off, as Telegram does.
  const name = typeof command === 'string' ? command.replace(/^\//, '') : '';
  if (!/^[a-z0-9_]{1,32}$/.test(name)) refuse('commandInvalid');
  if (typeof description !== 'string' || description.trim() === '' || description.length > 256) {
    return refuse('commandDescriptionInvalid');
  }
  return { command: name, description: description.trim() };
};

const commandsKey = (request: RequestParameters): string => {
  const scope = readObject(request, 'scope') ?? { type: 'default' };
  const fields = typeof scope.type === 'string' ? scopeFields[scope.type] : undefined;
  if (!fields) return refuse('scopeInvalid', 'unsupported type specified');
  const parts = fields.map((field) => {
    const value = scope[field];
    if (typeof value !== 'number' && typeof value !== 'string') refuse('scopeInvalid', `${field} is missing`);
    return String(value);
  });
  return [String(scope.type), ...parts, readString(request, 'language_code') ?? ''].filter(Boolean).join(':');
};
