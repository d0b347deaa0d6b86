// What people do with whole conversations while workers die.
import { type Act, archives, changed, isActive, live, oftenActive, unchanged } from './act.ts';
import type { Conversation, Kept } from './kept.ts';

const archive: Act = {
  kind: 'archive',
  isPossible: (kept) => live(kept).length > 0,
  async prepare({ chat, kept, chance }) {
    const number = oftenActive(chance, kept, live(kept));
    const active = kept.active === number ? undefined : kept.active;
    const after = { active, conversations: changed(kept, number, { archived: true }) };
    return {
      go: () => chat.says(`/archive ${number}`),
      after,
      shows: /^🗄 Conversation \d+ .* is archived with /,
    };
  },
};

const restore: Act = {
  kind: 'restore',
  isPossible: (kept) => archives(kept).length > 0,
  async prepare({ chat, kept, chance }) {
    const { number } = chance.pick(archives(kept));
    const after = { active: number, conversations: changed(kept, number, { archived: false }) };
    return {
      go: () => chat.says(`/restore ${number}`),
      after,
      shows: /^↩️ Conversation \d+ .* is back with /,
    };
  },
};

const exporting = (kind: string, among: (kept: Kept) => Conversation[]): Act => ({
  kind,
  isPossible: (kept) => among(kept).length > 0,
  async prepare({ chat, kept, chance }) {
    const conversation = chance.pick(among(kept));
    const { number } = conversation;
    return {
      go: () => chat.says(`/export ${number}`),
      after: unchanged(kept),
      shows: /^Conversation \d+: /,
      file: conversation,
    };
  },
});

const IMPORTED = 2;
const IMPORTED_MESSAGES = 30;

const importing: Act = {
  kind: 'import',
  isPossible: () => true,
  async prepare({ chat, kept, name }) {
    const conversations = Array.from({ length: IMPORTED }, (_, index) =>
      Array.from({ length: IMPORTED_MESSAGES }, (_, message) => ({
        role: message % 2 === 0 ? 'user' : 'assistant',
        content: `Message ${message} of ${name}-${index}`,
        ts: 1_600_000_000_000 + message,
      })),
    );
    const file = conversations.map((conversation, index) => ({
      title: `Imported ${name}-${index}`,
      model_name: 'qwen3.5:2b',
      conversation,
      archive_version: '1.0',
    }));
    const added = conversations.map((messages) => ({ archived: true, messages }));
    return {
      go: () => chat.sends({ fileName: 'conversations.json', bytes: Buffer.from(JSON.stringify(file)) }),
      after: { ...unchanged(kept), conversations: [...unchanged(kept).conversations, ...added] },
      shows: /^📥 Imported 2 conversations into your archive/,
    };
  },
};

const deleting: Act = {
  kind: 'delete',
  // What an import brings is archived: without an active one beside it, little of deleting would be met.
  isPossible: isActive,
  async prepare({ chat, kept, chance }, quietly) {
    const number = oftenActive(chance, kept, kept.conversations);
    await quietly(() => chat.says(`/delete ${number}`));
    const { active, conversations } = unchanged(kept);
    return {
      go: () => chat.tapsNewest('🗑 Delete'),
      after: {
        active: active === number ? undefined : active,
        conversations: conversations.filter((one) => one.number !== number),
      },
      shows: /^🗑 Conversation \d+ .*is deleted\.\n/,
    };
  },
};

const forgetting: Act = {
  kind: 'forget',
  isPossible: (kept) => archives(kept).length > 0 && live(kept).length > 0,
  async prepare({ chat }, quietly) {
    await quietly(() => chat.says('/forget'));
    await quietly(() => chat.tapsNewest('Yes, delete everything'));
    return {
      go: () => chat.tapsNewest('🗑 Delete all now'),
      after: { active: undefined, conversations: [] },
      shows: /^🗑 All data is deleted\./,
    };
  },
};

export const conversationActs: readonly Act[] = [
  archive,
  restore,
  exporting('export', live),
  exporting('export of an archive', archives),
  importing,
  deleting,
  forgetting,
];
