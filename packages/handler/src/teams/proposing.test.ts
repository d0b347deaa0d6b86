// What a crash between the record and the notes leaves, two at once, and what stays of somebody who is forgotten.
import { newTeam, type Proposal, remove, type Team } from '@steward/core';
import { createFakeClock, createMemoryStores } from '@steward/core/testing';
import { expect, test } from 'vitest';
import type { ProposalNote } from '../queue/proposal-note.ts';
import { readProposalNote } from '../queue/proposal-note.ts';
import { createTeams } from './create-teams.ts';
import { answerProposal, openFor, ownProposal, sendProposal, withdrawProposal } from './proposing.ts';

const [ADA, BOB, EVE] = [1, 2, 3];
const NOW = 1_000_000;
const NAMED = { by: ADA, id: 'p'.repeat(16) };
const TEAM = 2 ** 52 + 7;

const crew: Team = {
  ...newTeam({ id: TEAM, name: 'Crew' }, { user: ADA, name: 'Ada' }, 0),
  members: [ADA, BOB, EVE].map((user) => ({
    ...{ user, name: `P${user}`, role: user === ADA ? 'owner' : 'member', joinedAtMs: 0 },
  })),
};

const open = async (changes: Partial<Proposal> = {}) => {
  const stores = createMemoryStores();
  const clock = createFakeClock(NOW, { mode: 'auto' });
  const told = new Map<string, ProposalNote>();
  /** How many messages the queue takes before it fails. */
  const queue = {
    left: Number.POSITIVE_INFINITY,
    async send({ deduplicationId, body }: { deduplicationId: string; body: string }) {
      if (queue.left <= 0) throw new Error('The queue is away');
      queue.left -= 1;
      told.set(deduplicationId, JSON.parse(body) as ProposalNote);
    },
  };
  await stores.teams.add(crew);
  for (const { user } of crew.members) await stores.teams.addMirror(user, TEAM);
  const proposal: Proposal = {
    ...{
      ...NAMED,
      team: TEAM,
      to: [{ user: BOB }, { user: EVE }],
      minutes: 45,
      first: '1970-01-01',
      count: 1,
    },
    ...{ startMs: NOW + 60_000, state: 'waiting', revision: 1, createdAtMs: NOW, ...changes },
  };
  await stores.proposals.add(proposal);
  const notes = () => [...told.values()].map(({ about, to, user }) => `${about} ${to} by ${user}`);
  return {
    stores,
    clock,
    queue,
    notes,
    deps: { ...stores, clock, queue, config: { allowed: 'everyone' as const } },
  };
};

test('nothing is sent where all who were asked have left', async () => {
  const { deps, stores, notes } = await open();
  await stores.teams.replace({ ...crew, revision: crew.revision + 1, members: crew.members.slice(0, 1) });
  expect([whyOf(await sendProposal(deps, NAMED)), notes()]).toEqual(['left', []]);
  expect(await stores.proposals.get(ADA, NAMED.id)).toMatchObject({ state: 'waiting' });
});

const whyOf = (outcome: object) => ('why' in outcome ? outcome.why : undefined);

test('a crash between the record and the notes is made good by the next try', async () => {
  const { deps, queue, notes } = await open();
  for (const [left, work] of [
    [1, () => sendProposal(deps, NAMED)],
    [0, () => answerProposal(deps, NAMED, { user: BOB, answer: 'accepted', atMs: NOW })],
    [1, () => withdrawProposal(deps, NAMED)],
  ] as const) {
    queue.left = left;
    await expect(work()).rejects.toThrow();
    queue.left = Number.POSITIVE_INFINITY;
    for (const _ of [1, 2]) expect(whyOf(await work())).toBeUndefined();
  }
  expect(notes()).toEqual([
    'asked 2 by 1',
    'asked 3 by 1',
    'answered 1 by 2',
    'withdrawn 2 by 1',
    'withdrawn 3 by 1',
  ]);
  expect(whyOf(await sendProposal(deps, NAMED))).toBe('withdrawn');
  expect(whyOf(await answerProposal(deps, NAMED, { user: BOB, answer: 'declined', atMs: NOW }))).toBe(
    'withdrawn',
  );
});

test('two answers at once are both kept, and each change is a note of its own', async () => {
  const { deps, notes, stores } = await open({ state: 'sent' });
  await Promise.all([
    answerProposal(deps, NAMED, { user: BOB, answer: 'accepted', atMs: NOW }),
    answerProposal(deps, NAMED, { user: EVE, answer: 'other', atMs: NOW }),
  ]);
  await answerProposal(deps, NAMED, { user: BOB, answer: 'declined', atMs: NOW + 1 });
  expect((await stores.proposals.get(ADA, NAMED.id))?.to).toEqual([
    { user: BOB, answer: 'declined', answeredAtMs: NOW + 1, hasAccepted: true },
    { user: EVE, answer: 'other', answeredAtMs: NOW },
  ]);
  expect(notes()).toHaveLength(3);
});

test('who is always slower is told so, and nothing is lost', async () => {
  const { deps } = await open({ state: 'sent' });
  const slow = { ...deps, proposals: { ...deps.proposals, replace: async () => false } };
  const answer = { user: BOB, answer: 'accepted', atMs: NOW } as const;
  expect([await answerProposal(slow, NAMED, answer), await withdrawProposal(slow, NAMED)].map(whyOf)).toEqual(
    ['busy', 'busy'],
  );
  const { deps: others } = await open();
  const late = { ...others, proposals: { ...others.proposals, replace: async () => false } };
  expect(whyOf(await sendProposal(late, NAMED))).toBe('busy');
});

test('each is judged by the team and the time as they are then', async () => {
  const { deps, stores, clock } = await open();
  const unsent = [
    openFor(deps, NAMED, BOB),
    openFor(deps, NAMED, 9),
    ownProposal(deps, { by: BOB, id: 'x' }),
  ];
  expect((await Promise.all(unsent)).map(whyOf)).toEqual(['gone', 'gone', 'gone']);
  const without = async (user: number) => {
    const team = await stores.teams.get(TEAM);
    const changed = team && remove(team, { by: ADA, nowMs: NOW }, user);
    if (changed && 'team' in changed) await stores.teams.replace(changed.team);
  };
  await without(EVE);
  const sent = await sendProposal(deps, NAMED);
  expect('proposal' in sent && sent.proposal.to).toEqual([{ user: BOB }]);
  await clock.sleep(46 * 60_000);
  expect(whyOf(await openFor(deps, NAMED, BOB))).toBe('over');
  await without(BOB);
  expect(whyOf(await openFor(deps, NAMED, BOB))).toBe('left');
  const again = await open({ startMs: NOW - 1 });
  expect(whyOf(await sendProposal(again.deps, NAMED))).toBe('over');
  const looking = await open({ state: 'looking' });
  await looking.stores.teams.remove(crew);
  expect(whyOf(await sendProposal(looking.deps, NAMED))).toBe('left');
});

test('of somebody whom the operator shuts out nothing arrives, and nothing can be answered', async () => {
  const { deps, stores } = await open({ state: 'sent' });
  await stores.profiles.update(ADA, { letIn: false, updatedAtMs: NOW });
  expect(whyOf(await openFor(deps, NAMED, BOB))).toBe('gone');
  const answer = { user: BOB, answer: 'accepted', atMs: NOW } as const;
  expect(whyOf(await answerProposal(deps, NAMED, answer))).toBe('gone');
  await stores.profiles.update(ADA, { letIn: true, updatedAtMs: NOW });
  expect(whyOf(await answerProposal(deps, NAMED, answer))).toBeUndefined();
});

test('who is forgotten is named in no proposal of others any more', async () => {
  const { deps, stores } = await open({ state: 'sent' });
  await stores.proposals.add({
    ...{
      by: EVE,
      id: 'q'.repeat(16),
      team: TEAM,
      to: [{ user: BOB }],
      minutes: 5,
      first: '1970-01-01',
      count: 1,
    },
    ...{ state: 'looking', revision: 1, createdAtMs: NOW },
  });
  const teams = createTeams(deps);
  for (const _ of [1, 2]) await teams.forget(BOB);
  expect((await stores.proposals.get(ADA, NAMED.id))?.to).toEqual([{ user: EVE }]);
  expect(await stores.proposals.list(EVE)).toEqual([]);
});

test('a note is read whole, or not at all', () => {
  const note = { steward: 'proposal', about: 'asked', to: BOB, by: ADA, id: 'x', user: ADA, atMs: 0 };
  expect(readProposalNote(note)).toEqual(note);
  for (const wrong of [{ steward: 'team' }, { about: 'x' }, { to: 'x' }, { id: 1 }])
    expect(readProposalNote({ ...note, ...wrong })).toBeUndefined();
  expect(readProposalNote(null)).toBeUndefined();
});

test('a proposal ends with the membership of who made it, for them and for everybody', async () => {
  const { deps, stores, notes } = await open({ state: 'sent' });
  const team = await stores.teams.get(TEAM);
  const members = crew.members.filter(({ user }) => user !== ADA);
  await stores.teams.replace({ ...crew, ...team, members, revision: 2 });
  const answer = { user: BOB, answer: 'accepted', atMs: NOW } as const;
  expect(whyOf(await openFor(deps, NAMED, BOB))).toBe('left');
  expect(whyOf(await answerProposal(deps, NAMED, answer))).toBe('left');
  for (const own of [ownProposal, sendProposal, withdrawProposal])
    expect(whyOf(await own(deps, NAMED))).toBe('left');
  expect((await stores.proposals.get(ADA, NAMED.id))?.to).toEqual([{ user: BOB }, { user: EVE }]);
  expect(notes()).toEqual([]);
});
