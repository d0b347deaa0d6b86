// The list of time zones, with a search.
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { Dialog } from '../../components/dialog.tsx';
import { Icon } from '../../components/icons.tsx';
import { ActionRow } from '../../components/rows.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { t } from '../../texts/texts.ts';
import { allZones, cityOf, clockOf, deviceZone, findZones, regionOf } from './zones.ts';

/** More of them nobody reads; the search finds the rest. */
const SHOWN = 50;

export interface ZoneDialogProps {
  chosen: string | null;
  nowMs: number;
  onChoose: (zone: string) => void;
  onClose: () => void;
}

export const ZoneDialog = ({ chosen, nowMs, onChoose, onClose }: ZoneDialogProps): JSX.Element => {
  const [query, setQuery] = useState('');
  const zones = useMemo(allZones, []);
  const found = findZones(zones, query).slice(0, SHOWN);
  const device = deviceZone();
  const choose = (zone: string) => {
    onClose();
    onChoose(zone);
  };
  const texts = t('settings');
  return (
    <Dialog title={texts.chooseZone} onClose={onClose} isSheet>
      <SearchField
        label={texts.searchZone}
        value={query}
        onChange={setQuery}
        onKeyDown={(event) => {
          const [first] = found;
          if (event.key !== 'Enter' || query.trim() === '' || !first) return;
          // Or the button that gets the focus back is pressed by the same key.
          event.preventDefault();
          choose(first);
        }}
      />
      <fieldset class="dialog-list" aria-label={texts.zone}>
        {device !== chosen && query === '' && (
          <ActionRow label={texts.useDevice(device)} onAct={() => choose(device)} />
        )}
        {found.map((zone) => {
          const clock = clockOf(zone, nowMs);
          return (
            <button
              type="button"
              key={zone}
              class="row action"
              aria-current={zone === chosen ? 'true' : undefined}
              onClick={() => choose(zone)}
            >
              <span class="row-text">
                <span class="row-label">{cityOf(zone)}</span>
                <span class="row-sub">{[regionOf(zone), clock.offset].filter(Boolean).join(' · ')}</span>
              </span>
              <span class="value">{clock.time}</span>
              {zone === chosen && <Icon name="check" />}
            </button>
          );
        })}
        {found.length === 0 && <p class="note">{texts.noSuchZone}</p>}
      </fieldset>
    </Dialog>
  );
};
