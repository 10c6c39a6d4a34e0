// French typography for the sentences written in these modules: the same rules as
// grader/typography.py, so that sources are typed with ordinary spaces. Never applied to a
// learner's values, which are shown as they are.

const NARROW = "\u202f";
const NO_BREAK = "\u00a0";
const RULES = [
  [/[ \u00a0\u202f]+([;!?])(?=[\s"'»)]|$)/g, `${NARROW}$1`],
  [/[ \u00a0\u202f]+:(?=[\s"'»)]|$)/g, `${NO_BREAK}:`],
  [/«[ \u00a0\u202f]*/g, `«${NO_BREAK}`],
  [/[ \u00a0\u202f]*»/g, `${NO_BREAK}»`],
  [/(\d)[ \u00a0\u202f]+(?=[%€])/g, `$1${NO_BREAK}`],
];

export function t(text) {
  return RULES.reduce((done, [pattern, by]) => done.replace(pattern, by), text);
}

const WHOLE = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 0 });
const TENTH = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 1 });

export const whole = (value) => WHOLE.format(value);

// « 1 cause », « 7 causes »: zero and one take the singular.
export function plural(count, singular, several = `${singular}s`) {
  return `${whole(count)}${NO_BREAK}${Math.abs(count) < 2 ? singular : several}`;
}

// Sizes in binary units, as the limits are set: « 50 Mo ».
export function size(bytes) {
  if (bytes < 1024) return plural(bytes, "octet");
  const kilo = bytes / 1024;
  if (kilo < 1024) return `${WHOLE.format(kilo)}${NO_BREAK}ko`;
  return `${TENTH.format(kilo / 1024)}${NO_BREAK}Mo`;
}
