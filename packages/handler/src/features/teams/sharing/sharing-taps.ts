// The buttons of sharing, loaded when the first one is tapped.
import type { Asked } from '../dependencies.ts';
import { showLooks } from './show-looks.ts';
import { setShared, showCalendar, showSharing } from './show-sharing.ts';

export const SHARING: Record<string, (asked: Asked, args: string[]) => Promise<void>> = {
  share: showSharing,
  cal: showCalendar,
  'cal!': setShared,
  looks: showLooks,
};
