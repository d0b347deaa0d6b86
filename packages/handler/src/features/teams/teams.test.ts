// Teams in the chat: made, joined by a link, handed over and left; what others are told, and what stays of it behind /forget.
import { createFakeClock } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { type Bench, BOT, USER } from '../../../test/bench.ts';
import { crashAtEveryWrite } from '../../../test/crash.ts';
import { BOB, button, inGroup, quickBench, tapInGroup } from '../../../test/people.ts';

const BOBS = { id: BOB.id, type: 'private' };
const asBob = (bench: Bench, text: string) => bench.send(text, { chat: BOBS, from: BOB });
const bobTaps = (bench: Bench, data: string) =>
  bench.tap(data, { from: BOB, message: { message_id: 700, date: 1, chat: BOBS } });
const teamOf = async (bench: Bench, user: number = USER.id) =>
  await bench.stores.teams.get((await bench.stores.teams.mirrors(user))[0] as number);

const invited = async (bench: Bench): Promise<string> => {
  await bench.send('/team invite');
  const [, secret = ''] = /https:\/\/t\.me\/\w+\?start=(i_[\w-]{32})/.exec(bench.said()) ?? [];
  expect(secret).not.toBe('');
  return `/start ${secret}`;
};

const crew = async (bench = quickBench()) => {
  await bench.send('/team new The crew');
  await asBob(bench, await invited(bench));
  await bobTaps(bench, button(bench, 'Join'));
  await bench.deliverQueued();
  return bench;
};

test('/team makes one; its link shows what it is, lets one person in, and tells who made it', async () => {
  const bench = quickBench();
  await bench.send('/team');
  expect(bench.said()).toContain('/team new Family');
  await bench.send('/team new  The   crew');
  expect(bench.said()).toContain('👥 The team The crew is made, and you are its owner.');
  const link = await invited(bench);
  expect(link).toContain('i_');
  await asBob(bench, link);
  expect(bench.said()).toContain('Ada invites you to the team The crew.');
  expect(bench.said()).toContain('Of your calendars they see nothing until you share one');
  await bobTaps(bench, button(bench, 'Join'));
  expect(bench.said()).toContain('✅ You are in the team The crew.');
  await bench.deliverQueued();
  expect(bench.said()).toBe('👥 Bob joined the team The crew with your invite.');
  expect((await teamOf(bench))?.members.map(({ name, role }) => `${name} ${role}`)).toEqual([
    'Ada owner',
    'Bob member',
  ]);
  await asBob(bench, link);
  expect(bench.said()).toContain('You are in this team already.');
  await asBob(bench, ` https://t.me/${BOT.username}?start=${link.replace('/start ', '')}\n`);
  expect(bench.said()).toContain('You are in this team already.');
  await bench.send(`/start i_${'x'.repeat(32)}`);
  expect(bench.said()).toContain('This invite cannot be used');
});

test('who is removed is told, sees nothing of it, and no old button or link helps', async () => {
  const bench = await crew();
  const spare = await invited(bench);
  await asBob(bench, '/team');
  const card = button(bench, 'The crew');
  await bench.send('/team');
  await bench.tap(button(bench, 'The crew'));
  await bench.tap(button(bench, 'Members'));
  await bench.tap(button(bench, 'Bob'));
  await bench.tap(button(bench, 'Remove'));
  expect(bench.said()).toContain('Remove Bob from The crew?');
  await bench.tap(button(bench, 'Remove'));
  expect(bench.said()).toBe('🚫 Bob is not in The crew any more.');
  await bench.deliverQueued();
  expect(bench.said()).toContain('Ada removed you from the team The crew.');
  await bobTaps(bench, card);
  expect(bench.said()).toBe('You are not in this team, or it has ended. /team lists yours.');
  await asBob(bench, spare);
  expect(bench.said()).toContain('You were removed from this team after this invite was made');
  await bench.send('/team');
  await bench.tap(button(bench, 'The crew'));
  await bench.tap(button(bench, 'What happened'));
  expect(bench.said()).toContain(`Ada removed somebody not in the team (id ${BOB.id})`);
  await bench.tap(card.replace('show', 'invites'));
  await bench.tap(button(bench, 'Take back 1'));
  expect((await teamOf(bench))?.invites).toEqual([]);
});

test('an invite of who may not use me any more is shown as what it is, and opens nothing', async () => {
  const bench = await crew();
  const team = await teamOf(bench);
  if (!team) throw new Error('no team');
  const members = team.members.map((one) => ({ ...one, role: 'owner' as const }));
  await bench.stores.teams.replace({ ...team, members, revision: team.revision + 1 });
  await asBob(bench, '/team invite');
  const [, secret = ''] = /start=(i_[\w-]{32})/.exec(bench.said()) ?? [];
  await bench.stores.profiles.update(BOB.id, { letIn: false, updatedAtMs: 1 });
  await bench.tap(`team:invites:${button(bench, 'The team').split(':').at(-1)}`);
  expect(bench.said()).toContain('\n1. by Bob, lets nobody in now: who made it may not use me');
  const eve = { ...BOB, id: 2_003, first_name: 'Eve' };
  await bench.send(`/start ${secret}`, { chat: { id: eve.id, type: 'private' }, from: eve });
  expect(bench.said()).toMatch(/^This invite/);
});

test('an old button does nothing to who came back since, and shows them as they are now', async () => {
  const clock = createFakeClock(undefined, { mode: 'auto' });
  const bench = await crew(quickBench({ clock }));
  const remove = button(bench, 'Remove');
  const [id = ''] = remove.split(':').slice(2);
  await bobTaps(bench, `team:leave!:${id}`);
  await clock.advance(1_000);
  await asBob(bench, await invited(bench));
  await bobTaps(bench, button(bench, 'Join'));
  await bench.deliverQueued();
  for (const data of [
    remove,
    remove.replace('?', ''),
    remove.replace('remove?', 'role').replace(/:(\w+)$/, ':admin:$1'),
  ]) {
    await bench.tap(data);
    expect(bench.said()).toBe(
      'They came back into the team since this message, so nothing changed.\n\nBob is a member of The crew.',
    );
  }
  // From when buttons named no membership.
  for (const data of [`remove:${id}:${BOB.id}`, `role:${id}:${BOB.id}:owner`]) {
    await bench.tap(`team:${data}`);
    expect(bench.said()).toContain('This button is from an older message, so nothing changed.');
  }
  expect((await teamOf(bench))?.members[1]).toMatchObject({ user: BOB.id, role: 'member' });
  await bench.tap(button(bench, 'Make admin'));
  expect(bench.said()).toBe('Bob is an admin of The crew now.');
});

test('the last owner hands over before they leave; a member may not do what owners do', async () => {
  const bench = await crew();
  await bench.send('/team');
  await bench.tap(button(bench, 'The crew'));
  const id = button(bench, 'Leave').split(':')[2];
  for (const what of ['log', 'invites', 'invite', 'end!']) {
    await bobTaps(bench, `team:${what}:${id}`);
    expect(bench.said()).toContain('Your role in this team does not allow that.');
  }
  for (const what of ['leave', 'leave!']) {
    await bench.tap(`team:${what}:${id}`);
    expect(bench.said()).toContain('Make somebody else owner first (👤 Members), then leave');
  }
  await bench.tap(button(bench, 'Members'));
  await bench.tap(button(bench, 'Bob'));
  await bench.tap(button(bench, 'Make owner'));
  await bench.tap(button(bench, 'Yes, make owner'));
  expect(bench.said()).toBe('Bob is an owner of The crew now.');
  await bench.deliverQueued();
  expect(bench.said()).toBe('👥 You are an owner of the team The crew now: Ada changed your role.');
  await bench.tap(`team:leave:${id}`);
  await bench.tap(button(bench, 'Leave'));
  expect(bench.said()).toBe('🚪 You left The crew. It sees nothing of your calendars any more.');
  await bobTaps(bench, `team:name:${id}`);
  const reply_to_message = { message_id: 9, date: 1, chat: BOBS, from: BOT, text: bench.said() };
  await bench.send('Just me', { chat: BOBS, from: BOB, reply_to_message });
  expect(bench.said()).toBe('✏️ The team is called Just me now.');
  await bobTaps(bench, `team:share:${id}`);
  expect(bench.said()).toContain('Calendars and notes cannot be connected here');
  await bobTaps(bench, `team:end:${id}`);
  await bobTaps(bench, button(bench, 'End it'));
  expect(bench.said()).toBe('🗑 The team Just me has ended.');
});

test('teams of one name are told apart on their buttons', async () => {
  const bench = await crew();
  const labels = () => bench.buttons().map(({ text }) => text);
  await bench.send('/team new Others');
  await bench.send('/team invite');
  expect(labels().sort()).toEqual(['Others', 'The crew']);
  await bench.send('/team new The crew');
  await bench.send('/team invite');
  expect(labels().sort()).toEqual(['Others', 'The crew · only you', 'The crew · with Bob']);
  await bench.send('/team');
  expect(labels()).toContain('👥 The crew · with Bob');
});

test('in a group, and of words it does not know, it says where teams are', async () => {
  const bench = quickBench();
  await inGroup(bench, `/team@${BOT.username} new X`);
  expect(bench.said()).toContain('in our private chat');
  await tapInGroup(bench, 'team:show:abc');
  expect(bench.said()).toContain('in our private chat');
  await bench.send('/teams what');
  expect(bench.said()).toContain('/team rename Friends');
  await bench.send('/team invite');
  expect(bench.said()).toContain('You are in no team yet');
});

test('/forget says what becomes of the teams, and does it', async () => {
  const bench = await crew();
  await bench.send('/forget');
  expect(bench.said()).toContain('it ends for its other member, who is told');
  await bench.tap(button(bench, 'Yes, delete everything'));
  await bench.tap(button(bench, 'Delete all now'));
  expect(bench.said()).not.toContain('removed from a team');
  await bench.deliverQueued();
  expect(bench.said()).toContain('🗑 The team The crew has ended.');
  expect(JSON.stringify(bench.stores.dump())).not.toContain('TEAM#');
});

test('a new team is made once, whatever dies in between', async () => {
  const update = {
    update_id: 900,
    message: {
      message_id: 3,
      date: 1,
      text: '/team new Crew',
      from: USER,
      chat: { id: USER.id, type: 'private' },
    },
  };
  await crashAtEveryWrite({
    prepare: async () => {},
    update,
    async check(bench) {
      expect(bench.said()).toContain('The team Crew is made');
      const ids = await bench.stores.teams.mirrors(USER.id);
      const made = (await Promise.all(ids.map((id) => bench.stores.teams.get(id)))).filter(Boolean);
      expect(made.map((team) => team?.name)).toEqual(['Crew']);
    },
  });
});

test('/forget tells of a removal only where a team remembers one', async () => {
  const bench = await crew();
  await bench.tap(button(bench, 'Remove'));
  await bench.tap(button(bench, 'Remove'));
  await asBob(bench, '/forget');
  await bobTaps(bench, button(bench, 'Yes, delete everything'));
  await bobTaps(bench, button(bench, 'Delete all now'));
  expect(bench.said()).toContain('that you were removed from a team, for at least 7 days');
});
