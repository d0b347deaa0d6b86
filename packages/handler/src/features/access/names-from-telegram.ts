// What those are called whom the list does not name: Telegram knows it, and nothing of it is kept.
import type { PersonView } from '@steward/core/web-contract';
import type { Services } from '../../context/services.ts';
import { inTurns } from '../../teams/in-turns.ts';
import { asName, nameOf } from '../../telegram/name-of.ts';

/** Of more of them, and where Telegram takes longer, the id is shown. */
const MOST = 20;
const LIMIT_MS = 3_000;

export const withNames = async (
  { telegram }: Pick<Services, 'telegram'>,
  people: PersonView[],
): Promise<PersonView[]> => {
  const limit = AbortSignal.timeout(LIMIT_MS);
  const unnamed = people.filter(({ name, standing }) => name === undefined && standing !== 'owner');
  const names = new Map(
    await inTurns(unnamed.slice(0, MOST), async ({ id }) => [id, await nameFrom(telegram, id, limit)]),
  );
  return people.map((one) => ({ ...one, ...names.get(one.id) }));
};

const nameFrom = async (
  telegram: Services['telegram'],
  id: number,
  limit: AbortSignal,
): Promise<{ name?: string }> => {
  try {
    const { first_name = '', title, ...chat } = await telegram.getChat({ chat_id: id }, limit);
    const name = nameOf({ first_name, ...chat }) ?? asName(title);
    return name === undefined ? {} : { name };
  } catch {
    return {};
  }
};
