// Whose time is not known, and why.
import type { FreeTogether } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { t } from '../../texts/texts.ts';

export const Missing = ({ people, me }: { people: FreeTogether['people']; me: number }): JSX.Element => {
  const texts = t('findTime');
  return (
    <ul class="missing">
      {people.map(
        ({ user, name, missing }) =>
          missing && (
            <li key={user} dir="auto">
              {user === me ? texts.missingYou[missing] : texts.missing[missing](name)}
            </li>
          ),
      )}
    </ul>
  );
};
