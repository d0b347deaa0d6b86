// The first page: what this is, and how one signs in.
import type { JSX } from 'preact';
import { Logo } from '../../components/logo.tsx';
import { Card } from '../../components/rows.tsx';
import { Heading, PlaceLink, Shell } from '../../frame/shell.tsx';
import { t } from '../../texts/texts.ts';

export const HowToSignIn = (): JSX.Element => (
  <Card title={t('signIn').how}>
    <ol class="steps">
      {t('signIn').steps.map((step, index) => (
        <li class="step" key={step}>
          <span class="step-mark" aria-hidden="true">
            {index + 1}
          </span>
          <span class="row-text">{step}</span>
        </li>
      ))}
    </ol>
  </Card>
);

export const Landing = (): JSX.Element => (
  <Shell pages={[]}>
    <div class="narrow">
      <Logo />
      <Heading sub={t('signIn').tagline}>Steward</Heading>
      <p class="lead">{t('signIn').what}</p>
      <HowToSignIn />
      <p class="note">{t('signIn').here}</p>
      <PlaceLink to="dashboard" class="button">
        {t('signIn').open}
      </PlaceLink>
    </div>
  </Shell>
);
