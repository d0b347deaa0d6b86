// The first page: what this is, and how one signs in.
import type { JSX } from 'preact';
import { Logo } from '../../components/logo.tsx';
import { Card } from '../../components/rows.tsx';
import { Steps } from '../../components/steps.tsx';
import { Heading, PlaceLink, Shell } from '../../frame/shell.tsx';
import { t } from '../../texts/texts.ts';

export const HowToSignIn = (): JSX.Element => (
  <Card title={t('signIn').how}>
    <Steps steps={t('signIn').steps} />
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
