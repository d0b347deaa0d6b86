// Once more with another token, where one is refused although it had not ended.
import { faultOf } from './connection-fault.ts';

/** @param open with the generation of the token that was refused, the second time; without one there is no second time */
export const withRenewal = async <Opened extends { generation?: number }, T>(
  open: (refused?: number) => Promise<Opened>,
  use: (opened: Opened) => Promise<T>,
): Promise<T> => {
  const first = await open();
  try {
    return await use(first);
  } catch (error) {
    if (first.generation === undefined || faultOf(error) !== 'auth') throw error;
    return await use(await open(first.generation));
  }
};
