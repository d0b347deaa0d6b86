// On the chat page nobody pairs: who has the page plays all of its people, and the first of them is the operator. That is
// kept nowhere: a real bot that later finds the same data folder has its own owner, who pairs with it.
import { type AccessList, type AccessStore, withOwner } from '@steward/core';

export const withDemoOperator = (access: AccessStore, operatorId: number): AccessStore => {
  const operated = (list: AccessList): AccessList => withOwner(list, operatorId);
  return {
    // By their names: a port that is loaded when it is used cannot be spread.
    offer: (code) => access.offer(code),
    redeem: (hash, personId, nowMs) => access.redeem(hash, personId, nowMs),
    read: async () => operated(await access.read()),
    async change(change) {
      const changed = await access.change((list) => {
        const given = operated(list);
        const made = change(given);
        if (made === given) return list;
        if (list.ownerId !== undefined) return made;
        const { ownerId: _nobodys, ...kept } = made;
        return kept;
      });
      return operated(changed);
    },
  };
};
