import { expect, it } from 'vitest';
import { newTeam } from './change-team.ts';
import { isShared } from './is-shared.ts';
import { LEAST_TEAM_ID } from './team.ts';

it('what was shared counts while who shared it is in the team, and not when they come back', () => {
  const team = newTeam({ id: LEAST_TEAM_ID, name: 'Crew' }, { user: 1, name: 'Ada' }, 100);
  expect([99, 100, 101].map((sinceMs) => isShared(team, { user: 1, sinceMs }))).toEqual([false, true, true]);
  expect(isShared(team, { user: 2, sinceMs: 101 })).toBe(false);
});
