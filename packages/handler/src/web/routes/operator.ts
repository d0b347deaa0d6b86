// The operator: who paired with the bot, and alone decides who is let in. The chat's /access goes by the same list.
import { WebError } from '../web-error.ts';
import type { RouteDependencies } from './route-dependencies.ts';

type Needs = Pick<RouteDependencies, 'access'>;

export const isOperator = async ({ access }: Needs, owner: number): Promise<boolean> =>
  (await access.read()).ownerId === owner;

export const needOperator = async (deps: Needs, owner: number): Promise<void> => {
  if (!(await isOperator(deps, owner))) throw new WebError('operator-only');
};
