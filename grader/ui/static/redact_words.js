// Words of an act and the passages that are hidden in it, as numbers: what is asked of the server
// is told by characters of the whole text, what a person marks is told by words.

// « d'Émile » is two words: a name is hidden without what leads to it. « Jean-Marc », « 46,80 »,
// « 12/03/1970 » and an address of mail are one.
const WORD = /[\p{L}\p{M}\p{N}€%]+(?:(?:[-\u2011.@_]|(?<=\p{N})[,/](?=\p{N}))[\p{L}\p{M}\p{N}]+)*['’]?/gu;
const BLANK = /^\s*$/u;

const length = (text) => [...text].length; // characters, as the server counts them

// Each word: its text, its line, its place in the line's text, its characters in the whole text.
// joined: nothing but a space stands between the word before and this one.
export function wordsOf(lines) {
  return lines.flatMap((line, row) => {
    let past = 0;
    let place = line.start;
    return [...line.text.matchAll(WORD)].map((found, rank) => {
      const gap = line.text.slice(past, found.index);
      const start = place + length(gap);
      const end = start + length(found[0]);
      place = end;
      past = found.index + found[0].length;
      return { text: found[0], line: row, at: found.index, start, end, joined: rank > 0 && BLANK.test(gap) };
    });
  });
}

// A mark is { first, last, reason }: words, from one to another. Marks are in order, apart.
export function marksOf(words, spans) {
  return spans.map(({ start, end, reason }) => ({
    first: words.findIndex((word) => word.end > start),
    last: words.findLastIndex((word) => word.start < end),
    reason,
  })).filter(({ first, last }) => first >= 0 && last >= first);
}

export const spansOf = (words, marks) =>
  marks.map(({ first, last, reason }) => [words[first].start, words[last].end, reason]);

// What a mark says, as the act has it.
export function passageOf(lines, words, { first, last }) {
  const [from, to] = [words[first], words[last]];
  const end = to.at + to.text.length;
  if (from.line === to.line) return lines[from.line].text.slice(from.at, end);
  const between = lines.slice(from.line + 1, to.line).map((line) => line.text);
  return [lines[from.line].text.slice(from.at), ...between, lines[to.line].text.slice(0, end)].join(" / ");
}

export const markAt = (marks, place) => marks.findIndex(({ first, last }) => first <= place && place <= last);

// The stretches of some words, one a line: a passage never goes from a paragraph to another.
function byLine(words, first, last) {
  const found = [];
  for (let place = first; place <= last; place += 1) {
    const open = found.at(-1);
    if (open && words[open.last].line === words[place].line) open.last = place;
    else found.push({ first: place, last: place });
  }
  return found;
}

// Two marks with only a space between them are one: the server holds them so.
function tidy(words, marks) {
  const kept = [];
  for (const mark of [...marks].sort((a, b) => a.first - b.first)) {
    const before = kept.at(-1);
    const meets = before && (mark.first <= before.last
      || (mark.first === before.last + 1 && words[mark.first].joined));
    if (meets) {
      before.last = Math.max(before.last, mark.last);
      before.reason = before.reason || mark.reason;
    } else {
      kept.push({ ...mark });
    }
  }
  return kept;
}

// Marks with some words more. A mark that is overlapped becomes one with what covers it.
export function withWords(words, marks, first, last, reason) {
  const added = byLine(words, first, last).map((one) => {
    const under = marks.find((mark) => mark.first <= one.last && mark.last >= one.first);
    return { ...one, reason: reason || (under ? under.reason : "") };
  });
  const others = marks.map((mark) => {
    const over = added.find((one) => mark.first <= one.last && mark.last >= one.first);
    return over ? { ...mark, reason: over.reason } : mark;
  });
  return tidy(words, [...others, ...added]);
}

// Marks with some words less; what is left of a mark on either side stays.
export function withoutWords(marks, first, last) {
  return marks.flatMap((mark) => {
    if (mark.last < first || mark.first > last) return [mark];
    return [{ ...mark, last: first - 1 }, { ...mark, first: last + 1 }]
      .filter((one) => one.first <= one.last);
  });
}

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

// Where else the same words stand and nothing is hidden, whatever their case and their accents.
export function elsewhere(words, marks, wanted) {
  const sought = wanted.map(plain);
  const hidden = new Set(marks.flatMap(({ first, last }) =>
    Array.from({ length: last - first + 1 }, (_, n) => first + n)));
  const found = [];
  for (let place = 0; place + sought.length <= words.length; place += 1) {
    const run = words.slice(place, place + sought.length);
    if (run.every((word, n) => plain(word.text) === sought[n] && word.line === run[0].line
      && !hidden.has(place + n))) {
      found.push([place, place + sought.length - 1]);
      place += sought.length - 1;
    }
  }
  return found;
}

// The words of something that a person typed.
export const typedWords = (text) => (text.match(WORD) || []);
