// “everyone”, “the team”, “Crew”: all of a team, in the languages that names are read in.
import type { Team } from '@steward/core';
import { plain } from './plain.ts';

/** Each says it alone. */
const ALL = new Set(
  'all everybody everyone team alle allen todos todas equipo tous monde équipe l’équipe equipe equipa gente всеми командой'.split(
    ' ',
  ),
);
/** What may stand before it, or before a team's name. */
const BEFORE = new Set(
  'the my our whole entire in of from dem der meinem unserem ganzen im aus vom el mi nuestro todo tout toute le la mon notre a o minha meu toda нашей моей всей'.split(
    ' ',
  ),
);

/** Those that these words mean; none: they mean no team. */
export const teamsMeant = (typed: string, teams: readonly Team[]): Team[] => {
  const words = plain(typed).replaceAll("'", '’').split(' ');
  for (let at = 0; at < words.length; at += 1) {
    const named = teams.filter(({ name }) => plain(name).replaceAll("'", '’') === words.slice(at).join(' '));
    if (named.length > 0) return named;
    const word = words[at] ?? '';
    if (!ALL.has(word) && !BEFORE.has(word)) return [];
  }
  // “everyone in” is everyone: what stands behind is a time.
  return ALL.has(words.at(-1) ?? '') ? [...teams] : [];
};
