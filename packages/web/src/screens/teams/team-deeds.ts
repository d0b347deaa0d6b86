// What is done with a team: shown at once where that is possible, and said where it went wrong. The team is read again after
// each, because others change it as well.
import { signal } from '@preact/signals';
import type { TeamView } from '@steward/core/web-contract';
import { CallError } from '../../api/call.ts';
import { faultText, type Resource } from '../../frame/resource.ts';
import type { Steward } from '../../frame/steward.ts';
import { t } from '../../texts/texts.ts';

export type Teams = Resource<{ teams: TeamView[] }>;

export interface TeamDeed {
  team: number;
  /** What of the team it is done to: there it is said that it failed. */
  what: string | number;
  ask: () => Promise<unknown>;
  /** The team as it will be. */
  show?: (team: TeamView) => TeamView;
  said: string;
  undo?: () => void;
}

export interface TeamDeeds {
  faultOf: (team: number, what: string | number) => string | undefined;
  isBusy: (team: number, what: string | number) => boolean;
  /** Reads the teams anew. */
  load: () => Promise<void>;
  /** Asks about a team, and throws as `ask` does. Where something is missing the teams are read anew; who is out is told. */
  within: <A>(team: number, ask: () => Promise<A>) => Promise<A>;
  /** Never throws. */
  run: (deed: TeamDeed) => Promise<void>;
}

const isMissing = (error: unknown): boolean =>
  error instanceof CallError && error.fault.error === 'not-found';

export const createTeamDeeds = (
  { toasts, bridge }: Pick<Steward, 'toasts' | 'bridge'>,
  { data, set, load }: Teams,
): TeamDeeds => {
  const faults = signal<ReadonlyMap<string, string>>(new Map());
  const busy = signal<ReadonlySet<string>>(new Set());
  const idOf = (team: number, what: string | number) => `${team} ${what}`;
  const isListed = (team: number) => data.value?.teams.some(({ id }) => id === team);
  const end = async (id: string) => {
    busy.value = new Set([...busy.value].filter((other) => other !== id));
    // While another one is under way the team is not yet as it is shown.
    if (busy.value.size === 0) await load();
  };
  return {
    load,
    within: async (team, ask) => {
      try {
        return await ask();
      } catch (error) {
        if (isMissing(error)) {
          await load();
          // What asked is shown no more, and cannot say it.
          if (!isListed(team)) toasts.show({ text: t('teams').out });
        }
        throw error;
      }
    },
    faultOf: (team, what) => faults.value.get(idOf(team, what)),
    isBusy: (team, what) => busy.value.has(idOf(team, what)),
    run: async ({ team, what, ask, show, said, undo }) => {
      const id = idOf(team, what);
      if (busy.value.has(id)) return;
      busy.value = new Set([...busy.value, id]);
      faults.value = new Map([...faults.value].filter(([other]) => other !== id));
      const { teams = [] } = data.value ?? {};
      if (show) set({ teams: teams.map((one) => (one.id === team ? show(one) : one)) });
      try {
        await ask();
        bridge?.haptic('success');
        await end(id);
        toasts.show({ text: said, ...(undo && { undo }) });
      } catch (error) {
        bridge?.haptic('error');
        await end(id);
        const text = faultText(error);
        if (isListed(team)) faults.value = new Map([...faults.value, [id, text]]);
        else toasts.show({ text: isMissing(error) ? t('teams').out : text });
      }
    },
  };
};
