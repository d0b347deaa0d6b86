// `&amp;` and its kin as the characters they stand for: the ones models write, not HTML's whole list.
import { cleanText } from './clean-text.ts';

const NAMES = `
  amp &  lt <  gt >  quot "  apos '  nbsp \u00a0  ensp \u2002  emsp \u2003  thinsp \u2009  shy \u00ad
  zwnj \u200c  zwj \u200d  copy ©  reg ®  trade ™  hellip …  mdash —  ndash –  lsquo ‘  rsquo ’  sbquo ‚
  ldquo “  rdquo ”  bdquo „  laquo «  raquo »  lsaquo ‹  rsaquo ›  bull •  middot ·  deg °  plusmn ±
  times ×  divide ÷  minus −  euro €  pound £  yen ¥  cent ¢  sect §  para ¶  dagger †  Dagger ‡  permil ‰
  iexcl ¡  iquest ¿  larr ←  rarr →  uarr ↑  darr ↓  harr ↔  lArr ⇐  rArr ⇒  hArr ⇔  infin ∞  ne ≠  le ≤
  ge ≥  asymp ≈  equiv ≡  sum ∑  prod ∏  int ∫  radic √  part ∂  nabla ∇  isin ∈  notin ∉  sub ⊂  sup ⊃
  cap ∩  cup ∪  and ∧  or ∨  not ¬  forall ∀  exist ∃  empty ∅  frac12 ½  frac14 ¼  frac34 ¾  sup1 ¹
  sup2 ²  sup3 ³  ordf ª  ordm º  micro µ  alpha α  beta β  gamma γ  delta δ  epsilon ε  theta θ  lambda λ
  mu μ  pi π  rho ρ  sigma σ  tau τ  phi φ  chi χ  psi ψ  omega ω  Gamma Γ  Delta Δ  Theta Θ  Lambda Λ
  Pi Π  Sigma Σ  Phi Φ  Psi Ψ  Omega Ω  auml ä  ouml ö  uuml ü  Auml Ä  Ouml Ö  Uuml Ü  szlig ß  eacute é
  egrave è  ecirc ê  agrave à  aacute á  acirc â  ccedil ç  iacute í  ntilde ñ  oacute ó  ocirc ô
  uacute ú  check ✓  hearts ♥  lbrace {  rbrace }  lbrack [  rbrack ]  lpar (  rpar )  vert |  ast *
  lowbar _  grave \`  num #  dollar $  percnt %  bsol \\  sol /  colon :  excl !  quest ?  star ☆
`;

const NAMED = new Map(
  NAMES.trim()
    .split(/ {2,}|\n */)
    .map((pair) => pair.split(' ') as [string, string]),
);

const REFERENCE = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));/g;

/** Unknown names stay as they were written. */
export const decodeCharacterReferences = (text: string): string => {
  if (!text.includes('&')) return text;
  const decoded = text.replace(REFERENCE, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED.get(name) ?? whole;
    const codePoint = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    const isCharacter = codePoint > 0 && codePoint <= 0x10ffff;
    return isCharacter ? String.fromCodePoint(codePoint) : '\ufffd';
  });
  return cleanText(decoded);
};
