// What a spreadsheet set to French makes of a text that it opens in a « Standard » column, and
// what it writes when it saves as CSV. Habits seen in Excel and in published files: see
// sandbox_data/communes/val-ouvert/README.md. Nothing here touches the page.

import { t } from "./fr.js";

const MONTHS = [
  "janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc",
];
// A number with French thousands and decimals, as a spreadsheet reads one.
const NUMBER = /^[+-]?(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:,\d+)?(?: ?€| ?%)?$/;
const POWER = /^[+-]?\d+(?:,\d+)?e[+-]?\d{1,3}$/i;
const DAY = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
const ISO_DAY = /^(\d{4})[/-](\d{1,2})[/-](\d{1,2})$/;
const DAY_AND_MONTH = /^(\d{1,2})([/.-])(\d{1,2})$/;
// Digits that a number keeps, and that a narrow column shows of a long one.
const KEPT = 15;
const SHOWN = 6;
const LONGEST = 11;

// What becomes of a text. `year` is the present one: a day without its year takes it.
export function opened(text, year) {
  const typed = text.trim();
  if (!typed) return same("", t("Rien : une cellule vide reste vide."));
  const day = readDay(typed, year);
  if (day) return asDay(typed, day);
  if (NUMBER.test(typed) || POWER.test(typed)) return asNumber(typed);
  if (/^=|^[@+-]+[a-z(]/i.test(typed)) {
    return {
      kind: "formula", kept: t("un calcul"), shown: t("son résultat"), saved: t("son résultat"),
      harmed: true,
      told: t("Ce qui commence par ce signe est pris pour un calcul : le tableur l'exécute, et le texte n'est plus là."),
    };
  }
  return same(typed, t("Le tableur y voit un texte : il le garde tel quel."));
}

function same(text, told) {
  return { kind: "text", kept: text, shown: text, saved: text, harmed: false, told };
}

function readDay(typed, year) {
  const iso = ISO_DAY.exec(typed);
  if (iso) return real({ day: +iso[3], month: +iso[2], year: +iso[1], whole: true });
  const full = DAY.exec(typed);
  if (full) return real({ day: +full[1], month: +full[2], year: +full[3], whole: true });
  const short = DAY_AND_MONTH.exec(typed);
  if (!short) return null;
  // A point between them gives a day written whole; another sign, a day and the name of its month.
  return real({ day: +short[1], month: +short[3], year, whole: short[2] === "." });
}

function real(found) {
  const made = new Date(Date.UTC(found.year, found.month - 1, found.day));
  const exists = made.getUTCMonth() === found.month - 1 && made.getUTCDate() === found.day;
  return exists && found.year >= 1900 && found.year <= 9999 ? { ...found, made } : null;
}

function asDay(typed, { day, month, year, whole, made }) {
  // The first of March 1900 is number 61: spreadsheets count a 29 February that never was.
  const days = Math.round((made - Date.UTC(1899, 11, 30)) / 86_400_000);
  const two = (number) => String(number).padStart(2, "0");
  const shown = whole ? `${two(day)}/${two(month)}/${year}` : `${two(day)}-${MONTHS[month - 1]}`;
  return {
    kind: "day", kept: String(days), shown, saved: shown, harmed: shown !== typed,
    told: shown === typed
      ? t("Le tableur y voit un jour. Il l'enregistre comme il le montre : jour, mois, année.")
      : t(`Le tableur y voit un jour. Ce que vous aviez écrit, « ${typed} », n'est plus dans le fichier.`),
  };
}

function asNumber(typed) {
  const unit = (/[€%]$/.exec(typed) || [""])[0];
  const plain = typed.replace(/[ \u00a0\u202f€%]/g, "").replace(",", ".");
  const value = Number(Number(plain).toPrecision(KEPT));
  const told = tellNumber(typed, value, plain);
  const shown = POWER.test(typed) ? byTen(value, 2, 2) : standard(value);
  const saved = unit ? `${shown} ${unit}` : shown;
  return {
    kind: "number", kept: french(unit === "%" ? value / 100 : value), shown: saved, saved,
    harmed: Boolean(told), told: told || t(saved === typed
      ? "Le tableur y voit un nombre, et rien ne se perd."
      : "Le tableur y voit un nombre. La valeur est la même, écrite à sa façon."),
  };
}

// Why a number is harmed; nothing where it is not.
function tellNumber(typed, value, plain) {
  if (POWER.test(typed)) {
    return t("Le tableur y voit un nombre et sa puissance de dix. Il n'en écrit que trois chiffres.");
  }
  if (/^[+-]?0\d/.test(plain)) {
    return t("Le tableur y voit un nombre : un zéro devant ne compte pas, il disparaît.");
  }
  if (standard(value).includes("E")) {
    return t("Le tableur y voit un très grand nombre, et l'abrège. En CSV, seul l'abrégé est écrit : les autres chiffres sont perdus.");
  }
  if (plain.replace(/\D/g, "").length > KEPT) {
    return t("Un nombre n'a que quinze chiffres justes : les suivants sont perdus.");
  }
  return typed.startsWith("+") && t("Le tableur y voit un nombre : le signe + disparaît.");
}

// As a « Standard » column writes a number: whole while it is short, by powers of ten beyond.
function standard(value) {
  const plain = french(value);
  if (plain.replace(/\D/g, "").length <= LONGEST) return plain;
  if (Math.abs(value) < 1e11 && Math.abs(value) >= 1e-4) {
    return french(Number(value.toPrecision(LONGEST - 1)));
  }
  return byTen(value, 0, SHOWN - 1);
}

// « 2,199E+13 »
function byTen(value, least, most) {
  const [digits, power] = value.toExponential(most).split("e");
  const mantissa = Number(digits).toFixed(most).replace(/0+$/, "").replace(/\.$/, "");
  const [whole, after = ""] = mantissa.split(".");
  const decimals = after.padEnd(least, "0");
  return `${whole}${decimals && ","}${decimals}E${power[0]}${power.slice(1).padStart(2, "0")}`;
}

function french(value) {
  const plain = value.toLocaleString("en-US", { useGrouping: false, maximumSignificantDigits: KEPT });
  return plain.replace(".", ",");
}
