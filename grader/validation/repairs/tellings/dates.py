"""Tellings about dates."""

from __future__ import annotations

from collections.abc import Mapping

from grader.validation.repairs.tellings.model import CauseTelling

_SORT = "AAAA-MM-JJ se lit de la même façon partout, et se classe tout seul dans l'ordre des jours."
_WRITE = "Écrire ces dates AAAA-MM-JJ."
_FIND_AGAIN = (
    "Reprenez la date dans l'acte d'origine (délibération, convention) ou dans le logiciel dont "
    "vient le fichier, et écrivez-la AAAA-MM-JJ."
)

CAUSES: Mapping[str, CauseTelling] = {
    "date-ambiguous": CauseTelling(
        "Dates où le jour peut être le mois",
        "03/04/2024 est le 3 avril en France, et le 4 mars pour un logiciel réglé en anglais. Rien "
        "dans la cellule ne dit lequel : une erreur ici ne se verra plus.",
        _WRITE,
        "{doubt}",
    ),
    "date-day-first": CauseTelling(
        "Dates écrites jour/mois/année",
        "Un tableur français montre les dates ainsi et les écrit ainsi dans le fichier. " + _SORT,
        _WRITE,
        "{doubt}",
    ),
    "date-impossible": CauseTelling(
        "Dates que le calendrier n'a pas",
        "Un 31 juin ou un mois 13 est une faute de frappe : un logiciel refuse la date, ou la "
        "déplace sans rien dire. Le bon jour n'est pas dans le fichier.",
        _FIND_AGAIN,
    ),
    "date-in-text": CauseTelling(
        "Dates au milieu d'une phrase",
        "La cellule contient une date et d'autres mots. Un logiciel n'y cherche pas la date : pour "
        "lui, elle manque.",
        "Garder la date seule, écrite AAAA-MM-JJ. Les autres mots sont retirés.",
        "Vérifiez que cette date est bien celle que demande {column}. {order}",
    ),
    "date-incomplete": CauseTelling(
        "Dates auxquelles il manque le jour, le mois ou l'année",
        "Le schéma demande un jour précis. En choisir un, comme le premier du mois, serait "
        "l'inventer.",
        _FIND_AGAIN,
    ),
    "date-midnight": CauseTelling(
        "Dates suivies de minuit",
        "Un logiciel a ajouté 00:00:00 à des dates qui n'ont pas d'heure. Le schéma demande la "
        "date seule.",
        "Retirer l'heure, qui ne dit rien.",
    ),
    "date-month-first": CauseTelling(
        "Dates écrites mois/jour/année",
        "Un logiciel réglé en anglais écrit le mois d'abord. Ces dates-ci se reconnaissent, car "
        "aucun mois n'a plus de 12 pour numéro ; celles du 1er au 12 ne se reconnaissent pas.",
        _WRITE,
        "{order} Vérifiez d'où vient le fichier : le même ordre peut être caché dans les autres "
        "dates.",
    ),
    "date-serial": CauseTelling(
        "Dates devenues un nombre de jours",
        "Un tableur compte les jours depuis la fin de 1899, et montre ce compte quand la cellule "
        "n'a plus le format d'une date. Personne d'autre n'y lit une date.",
        "Écrire le jour que ce nombre désigne, sous la forme AAAA-MM-JJ.",
        "Comparez une de ces dates avec l'acte. Un classeur fait sur un ancien Mac compte depuis "
        "1904 : ses dates seraient alors trop tôt de quatre ans et un jour.",
    ),
    "date-several": CauseTelling(
        "Plusieurs dates dans une cellule",
        "Le schéma demande une seule date. Rien ne dit laquelle garder.",
        "Gardez la date que décrit le schéma, d'après l'acte d'origine, et écrivez-la AAAA-MM-JJ. "
        "Si chaque date est celle d'un acte, faites une ligne pour chacun.",
    ),
    "date-spelled": CauseTelling(
        "Dates écrites en lettres",
        "« 27 février 2023 » se lit bien, mais un logiciel ne sait ni la classer ni la comparer.",
        _WRITE,
    ),
    "date-two-digit-year": CauseTelling(
        "Années sur deux chiffres",
        "15/10/17 peut être de 2017 ou de 1917, et un logiciel peut même y lire le 17 octobre "
        "2015.",
        "Écrire ces dates AAAA-MM-JJ : les années 69 à 99 sont lues 1969 à 1999, les autres 2000 "
        "à 2068.",
        "Vérifiez le siècle et l'ordre. {order}",
    ),
    "date-weekday": CauseTelling(
        "Jours de la semaine qui ne vont pas avec la date",
        "La cellule dit par exemple « lundi », mais cette date tombe un autre jour : l'un des deux "
        "est faux.",
        "Écrire la date AAAA-MM-JJ, sans le jour de la semaine.",
        "Regardez dans l'acte lequel est juste, le jour de la semaine ou la date.",
    ),
    "date-with-time": CauseTelling(
        "Dates suivies d'une heure",
        "Le schéma demande la date seule. Un logiciel qui l'attend refuse une date avec son heure.",
        "Retirer l'heure et écrire la date AAAA-MM-JJ.",
        "L'heure sera perdue dans ce fichier. Si elle est 22:00 ou 23:00 et suivie de Z, c'est "
        "souvent minuit à Paris : le jour est alors le lendemain.",
    ),
    "date-year-first": CauseTelling(
        "Dates écrites avec l'année d'abord, mais d'autres signes",
        "L'ordre est le bon, mais 2024/01/07 ou 20240107 n'a pas la forme que demande le schéma : "
        "un logiciel qui cherche cette forme ne la trouve pas.",
        "Écrire ces dates sous la forme que demande le schéma.",
    ),
    "moment-ambiguous": CauseTelling(
        "Dates avec une heure, où le jour peut être le mois",
        "03/04/2024 est le 3 avril en France, et le 4 mars pour un logiciel réglé en anglais. Rien "
        "dans la cellule ne dit lequel.",
        "Écrire la date et l'heure comme 2024-04-03T18:30:00.",
        "{order} Comparez une ou deux de ces dates avec le logiciel dont elles viennent.",
    ),
    "moment-form": CauseTelling(
        "Dates avec une heure, écrites autrement que dans le schéma",
        "Le schéma demande la date, la lettre T, puis l'heure, la minute et la seconde : cette "
        "forme se lit de la même façon partout.",
        "Écrire la date et l'heure comme 2024-04-03T18:30:00.",
    ),
    "moment-without-time": CauseTelling(
        "Dates dont l'heure manque",
        "Le schéma demande une date et une heure. Écrire minuit serait inventer l'heure.",
        "Reprenez la date et l'heure dans le logiciel d'origine, et écrivez-les comme "
        "2024-04-03T18:30:00.",
    ),
    "year-of-date": CauseTelling(
        "Dates entières là où une année est demandée",
        "Le schéma demande une année sur quatre chiffres : un logiciel qui l'attend ne lit pas la "
        "date.",
        "Garder l'année seule.",
        "Vérifiez que l'année demandée est bien celle de cette date : un budget ou un exercice "
        "peut porter sur une autre année.",
    ),
}
