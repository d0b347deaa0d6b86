// Profiles in DynamoDB, and the counter that gives every conversation its number.
import type { ProfileStore } from '@steward/core';
import { createDynamoDbTable, type DynamoDbDependencies } from './dynamodb-table.ts';
import { profileKey } from './keys.ts';
import { type ProfileItem, toProfile, toProfileChange } from './profile-item.ts';

export const FIRST_NUMBER = 1;

/** What a chat's profile says of who is let in: the webhook needs no more, and not how all else of it is read. */
export const readLetIn = async (
  dependencies: DynamoDbDependencies,
  owner: number,
): Promise<boolean | undefined> => {
  const item = await createDynamoDbTable(dependencies).get<ProfileItem>(profileKey(owner));
  return item?.created_at === undefined ? undefined : item.let_in;
};

export const createDynamoDbProfileStore = (dependencies: DynamoDbDependencies): ProfileStore => {
  const table = createDynamoDbTable(dependencies);
  return {
    async get(owner) {
      const item = await table.get<ProfileItem>(profileKey(owner));
      return item && toProfile(item);
    },
    async update(owner, changes) {
      const setIfAbsent = { created_at: changes.updatedAtMs, next_number: FIRST_NUMBER };
      await table.update(profileKey(owner), { ...toProfileChange(changes), setIfAbsent });
    },
    async mark(owner, marks) {
      const isMade = { expression: 'attribute_exists(created_at)' };
      await table.update(profileKey(owner), toProfileChange(marks), isMade);
    },
    async takeNumbers(owner, count) {
      const change = { count: { next_number: { from: FIRST_NUMBER, by: count } } };
      const item = await table.updated<ProfileItem>(profileKey(owner), change);
      return (item?.next_number ?? Number.NaN) - count;
    },
  };
};
