// Long lists, a page at a time.
import { type ButtonRows, callbackData } from '../../telegram/buttons.ts';

export const PAGE_SIZE = 10;

/** `paged`: what stands behind the list's title. */
export const pageOf = <T>(
  all: T[],
  wanted: number,
  size = PAGE_SIZE,
): { items: T[]; current: number; pages: number; paged: string } => {
  const pages = Math.max(1, Math.ceil(all.length / size));
  const current = Math.min(Math.max(0, Math.trunc(wanted) || 0), pages - 1);
  const paged = pages > 1 ? ` (${all.length}, page ${current + 1} of ${pages})` : '';
  return { items: all.slice(current * size, (current + 1) * size), current, pages, paged };
};

/** Buttons to the neighbours; the page number is the action's last argument. */
export const pageButtons = (
  action: string,
  current: number,
  pages: number,
  ...args: number[]
): ButtonRows => {
  const to = (text: string, page: number) => ({ text, data: callbackData(action, ...args, page) });
  const row = [
    ...(current > 0 ? [to('◀️ Newer', current - 1)] : []),
    ...(current < pages - 1 ? [to('Older ▶️', current + 1)] : []),
  ];
  return row.length > 0 ? [row] : [];
};
