// What saves settings, one for all screens that show them: what one screen has not saved yet the next one waits for.
import type { Settings } from '@steward/core/web-contract';
import type { Call } from '../../api/call.ts';
import { resourceOf } from '../../frame/resource.ts';
import type { Steward } from '../../frame/steward.ts';
import { t } from '../../texts/texts.ts';
import { createSaveSettings, type Faults, type SaveSettings } from './save-settings.ts';

const kept = new WeakMap<Call, SaveSettings>();

export const saverFor = (steward: Steward): SaveSettings => {
  const saver = kept.get(steward.call) ?? createSaver(steward);
  kept.set(steward.call, saver);
  return saver;
};

const createSaver = ({ call, toasts, bridge, guardLeaving }: Steward): SaveSettings =>
  createSaveSettings({
    call,
    resource: resourceOf(call, 'GET /api/settings'),
    onSaved: ({ set, undo, isUndone }) => {
      toasts.show({ text: isUndone ? t('frame').undone : t('frame').saved, ...(undo ? { undo } : {}) });
      bridge?.haptic('success');
      // The clock and the words of all screens hang on these.
      if ('zone' in set || 'language' in set) void resourceOf(call, 'GET /api/me').load();
    },
    onRefused: () => bridge?.haptic('error'),
    onPending: guardLeaving,
  });

/** What a part of the settings is given. */
export interface Saving {
  settings: Settings;
  faults: Faults;
  save: (set: Partial<Settings>) => void;
}
