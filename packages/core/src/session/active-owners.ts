// Who uses the bot, where nobody has to be let in: found by their conversations' latest day, without a look at anybody's items.

export interface ActiveOwners {
  /**
   * People and groups with a conversation whose latest message is of that UTC day (`2027-03-12`), each once and in no order;
   * of very many not all. What was written just now may be missing.
   */
  on(day: string): Promise<number[]>;
}
