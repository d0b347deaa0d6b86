// Inline tokens → styled text: emphasis, code, links, images.
import type { MarkedToken, Token, Tokens } from 'marked';
import { decodeCharacterReferences } from './character-references.ts';
import type { EntityBuilder } from './entity-builder.ts';
import { scripted, type TagMeaning, tagAt } from './html-tags.ts';
import { tappableUrl, visibleAddress } from './links.ts';

const LINE_BREAK = /^<br\s*\/?>$/i;
/** `[1]`, a source the text refers to: its brackets are part of how it reads. */
const NUMBERED_SOURCE = /^\[\d+\]$/;

export const renderInline = (builder: EntityBuilder, tokens: Token[]): void => {
  const all = tokens as MarkedToken[];
  for (let index = 0; index < all.length; index++) {
    const tag = tagAt(all, index);
    if (tag) {
      renderTag(builder, tag.meaning, all.slice(index + 1, tag.end));
      index = tag.end;
    } else renderToken(builder, all[index] as MarkedToken);
  }
};

const renderTag = (builder: EntityBuilder, meaning: TagMeaning, inside: MarkedToken[]): void => {
  if (meaning.kind === 'style') builder.styled(meaning.style, () => renderInline(builder, inside));
  else if (meaning.kind === 'code') builder.code(inlineText(inside));
  else builder.add(scripted(inlineText(inside), meaning));
};

const renderToken = (builder: EntityBuilder, token: MarkedToken): void => {
  switch (token.type) {
    case 'strong':
      builder.styled('bold', () => renderInline(builder, token.tokens));
      break;
    case 'em':
      builder.styled('italic', () => renderInline(builder, token.tokens));
      break;
    case 'del':
      builder.styled('strikethrough', () => renderInline(builder, token.tokens));
      break;
    case 'codespan':
      builder.code(token.text);
      break;
    case 'link':
      renderLink(builder, token);
      break;
    case 'image':
      renderImage(builder, token);
      break;
    case 'br':
      builder.add('\n');
      break;
    case 'escape':
      builder.add(token.text);
      break;
    case 'html':
      builder.add(LINE_BREAK.test(token.raw.trim()) ? '\n' : token.raw);
      break;
    case 'checkbox':
      break;
    case 'text':
      if (token.tokens) renderInline(builder, token.tokens);
      else builder.add(decodeCharacterReferences(token.raw));
      break;
    default:
      builder.add(token.raw);
  }
};

const renderLink = (builder: EntityBuilder, token: Tokens.Link): void => {
  const href = token.autolink ? token.href : decodeCharacterReferences(token.href);
  const text = inlineText(token.tokens);
  const shown = text.trim() === '' ? href : text;
  const write = (): void => {
    if (shown === href) builder.add(href);
    else if (NUMBERED_SOURCE.test(token.raw)) builder.add(token.raw);
    else renderInline(builder, token.tokens);
  };
  writeLink(builder, href, shown, write);
};

const renderImage = (builder: EntityBuilder, token: Tokens.Image): void => {
  const href = decodeCharacterReferences(token.href);
  const alt = inlineText(token.tokens).trim() || href;
  writeLink(builder, href, alt, () => builder.add(alt));
};

const writeLink = (builder: EntityBuilder, href: string, shown: string, write: () => void): void => {
  const url = tappableUrl(href);
  if (url !== undefined) {
    builder.styled('text_link', write, url);
    return;
  }
  write();
  const address = visibleAddress(href, shown);
  if (address !== undefined) builder.add(` (${address})`);
};

/** What the tokens say, without styles; line breaks become spaces. */
export const inlineText = (tokens: Token[]): string => {
  const all = tokens as MarkedToken[];
  let text = '';
  for (let index = 0; index < all.length; index++) {
    const token = all[index] as MarkedToken;
    const tag = tagAt(all, index);
    if (tag) {
      const inside = inlineText(all.slice(index + 1, tag.end));
      text += tag.meaning.kind === 'script' ? scripted(inside, tag.meaning) : inside;
      index = tag.end;
    } else if (token.type === 'codespan' || token.type === 'escape') text += token.text;
    else if (token.type === 'br' || (token.type === 'html' && LINE_BREAK.test(token.raw.trim()))) text += ' ';
    else if ('tokens' in token && token.tokens) text += inlineText(token.tokens);
    else text += decodeCharacterReferences(token.raw);
  }
  return text.replaceAll('\n', ' ');
};

/** A link or image whose address a plain rendering would lose. */
export const containsLink = (tokens: Token[]): boolean =>
  (tokens as MarkedToken[]).some(
    (token) =>
      token.type === 'image' ||
      (token.type === 'link' && token.href !== token.text) ||
      ('tokens' in token && token.tokens !== undefined && containsLink(token.tokens)),
  );
