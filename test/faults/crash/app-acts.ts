// What people do with conversations in the app while workers die: the chat hears nothing of it.
import { type Act, asExpected, changed, live, oftenActive, unchanged } from './act.ts';
import type { Kept } from './kept.ts';

const sessionIdOf = ({ conversations }: Kept, number: number): string =>
  conversations.find((one) => one.number === number)?.sessionId ?? '';

const archive: Act = {
  kind: 'archive in the app',
  isPossible: (kept) => live(kept).length > 0,
  async prepare({ asksInApp, kept, chance }) {
    const number = oftenActive(chance, kept, live(kept));
    return {
      go: () => asksInApp({ do: 'archive', session: sessionIdOf(kept, number) }),
      after: {
        active: kept.active === number ? undefined : kept.active,
        conversations: changed(kept, number, { archived: true }),
      },
      shows: 'nothing',
    };
  },
};

const deleting: Act = {
  kind: 'delete in the app',
  isPossible: ({ active }) => active !== undefined,
  async prepare({ asksInApp, kept, chance }) {
    const number = oftenActive(chance, kept, kept.conversations);
    return {
      go: () => asksInApp({ do: 'delete', session: sessionIdOf(kept, number) }),
      after: {
        active: kept.active === number ? undefined : unchanged(kept).active,
        conversations: kept.conversations.filter((one) => one.number !== number).map(asExpected),
      },
      shows: 'nothing',
    };
  },
};

export const appActs: readonly Act[] = [archive, deleting];
