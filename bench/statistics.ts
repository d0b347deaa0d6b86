/** Linear interpolation between the closest ranks. `share` 0…1; `values` in any order, not empty. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = share * (sorted.length - 1);
  const below = sorted[Math.floor(rank)];
  const above = sorted[Math.ceil(rank)];
  if (below === undefined || above === undefined) throw new RangeError('No values');
  return below + (above - below) * (rank - Math.floor(rank));
};

export const median = (values: readonly number[]): number => quantile(values, 0.5);
