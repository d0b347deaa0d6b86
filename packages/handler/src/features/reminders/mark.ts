// What stands before a reminder and a task, wherever the bot names one.
export const MARK = { reminder: '⏰', task: '☐' } as const;
