// What the bot says of itself, loaded at once when somebody asks.
export * from './echo.ts';
export * from './help.ts';
export * from './start.ts';
export * from './status.ts';
