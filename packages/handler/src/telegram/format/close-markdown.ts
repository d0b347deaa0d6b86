export const closeMarkdown = (markdown: string): string => markdown;
