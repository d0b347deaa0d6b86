// The app once somebody is signed in, or is about to be.
import type { FunctionComponent, JSX } from 'preact';
import { useEffect, useErrorBoundary } from 'preact/hooks';
import { Failure, Skeleton } from '../components/states.tsx';
import { type BarPage, barFor, before, type Page } from '../places.ts';
import { isKnownZone, language, speakAsPerson, zone } from '../texts/language.ts';
import { t } from '../texts/texts.ts';
import { useResource } from './resource.ts';
import { Heading, PlaceLink, Shell } from './shell.tsx';
import { useSteward } from './steward.ts';

export type Screens = Partial<Record<Page, FunctionComponent>>;

/** The pages that there are, for the person there is. */
const pagesFor = (screens: Screens, isOperator: boolean): BarPage[] =>
  barFor(isOperator).filter((page) => screens[page]);

export const SignedInApp = ({ screens, page }: { screens: Screens; page: Page }): JSX.Element => {
  const steward = useSteward();
  const { data, fault, load } = useResource(steward.call, 'GET /api/me');
  const me = data.value;
  useEffect(() => {
    if (!me) return;
    steward.me.value = me;
    zone.value = me.zone !== undefined && isKnownZone(me.zone) ? me.zone : undefined;
    speakAsPerson(me.language);
  }, [me]);
  useEffect(() => {
    document.documentElement.lang = language.value;
    document.title = `${t('frame').places[page]} · ${me?.bot.name ?? 'Steward'}`;
  }, [page, language.value, me]);

  const [error] = useErrorBoundary();
  const pages = pagesFor(screens, me?.isOperator ?? false);
  const Screen = pages.some((one) => one === page || one === before(page)) ? screens[page] : undefined;
  return (
    <Shell pages={pages}>
      {error ? (
        <Failure text={t('frame').unexpected} onAgain={() => location.reload()} />
      ) : me ? (
        Screen ? (
          <Screen key={page} />
        ) : (
          <>
            <Heading>{t('frame').notHere}</Heading>
            <PlaceLink to="dashboard" class="button">
              {t('frame').toOverview}
            </PlaceLink>
          </>
        )
      ) : fault.value ? (
        <Failure text={fault.value} onAgain={load} />
      ) : (
        <>
          <h1 class="hidden">{t('frame').places[page]}</h1>
          <Skeleton />
        </>
      )}
    </Shell>
  );
};
