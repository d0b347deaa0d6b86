// Of whom it is not known when they are busy, as a button carries it: who taps it has read that on the card.
import type { Proposal } from '@steward/core';
import type { PersonTogether } from '../../../teams/sharing.ts';

type Asked = Pick<Proposal, 'by' | 'to'>;

const everybody = ({ by, to }: Asked): number[] => [by, ...to.map(({ user }) => user)];

/** A bit for each person, in base 36. */
export const unseenCode = (
  proposal: Asked,
  people: readonly Pick<PersonTogether, 'user' | 'missing'>[],
): string => {
  const isMissing = (user: number) => people.some((one) => one.user === user && one.missing !== undefined);
  return everybody(proposal)
    .reduce((bits, user, index) => bits + (isMissing(user) ? 2 ** index : 0), 0)
    .toString(36);
};

export const readUnseen = (proposal: Asked, code: string): number[] => {
  const bits = Number.parseInt(code, 36);
  return everybody(proposal).filter((_, index) => Math.floor(bits / 2 ** index) % 2 === 1);
};
