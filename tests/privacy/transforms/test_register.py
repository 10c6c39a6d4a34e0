"""What the register and the list of choices are told."""

from __future__ import annotations

import pytest

from grader.privacy.recipe import check_recipe
from grader.privacy.register import register_sentence
from grader.privacy.wording import told
from tests.privacy.transforms.test_recipe import COUNTS, EVERY, LABELS


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def sentence(raw: list, before=2000, kept=2000, name="aides.csv") -> str:
    return plain(register_sentence(check_recipe(raw, LABELS), LABELS, before, kept, name))


@pytest.mark.parametrize(
    ("step", "wanted"),
    [
        (EVERY[0], "NOM : colonne retirée"),
        (EVERY[1], "NOM : pseudonyme avec une clé"),
        (EVERY[2], "NOM : empreinte sans clé"),
        (EVERY[3], "NE : par tranche de 5 ans"),
        (EVERY[4], "NE : tout confondu"),
        (EVERY[5], "OU : par quartier"),
        (EVERY[6], "OU : par voie, sans le numéro"),
        (EVERY[7], "OU : les 4 premiers signes"),
        (EVERY[9], "EUROS : en 2 tranches"),
        (EVERY[10], "EUROS : moins de 0, 1 000 et plus"),
        (EVERY[11], "EUROS : 0,1 et plus"),
        (EVERY[12], "EUROS : bruit d'échelle 12,5"),
        (EVERY[14], "Lignes : sans les groupes de moins de 2"),
        (
            COUNTS[0],
            "Tableau de comptes par METIER, avec la somme de EUROS, sans les cases de moins de 2",
        ),
        (COUNTS[1], "Tableau de comptes par METIER et NE, sans les cases de moins de 3"),
        ({"do": "count", "by": ["NE"]}, "Tableau de comptes par NE"),
    ],
)
def test_a_step_is_told_in_a_few_words(step, wanted):
    (checked,) = check_recipe([step], LABELS)
    assert plain(told(checked)) == wanted


def test_the_register_says_what_was_done_to_which_column():
    raw = [EVERY[1], EVERY[3], EVERY[10], {"do": "suppress", "by": ["NE"], "least": 5}]
    assert sentence(raw, kept=1988) == (
        "Avant publication, le fichier « aides.csv » (2 000 lignes, 5 colonnes) a été transformé "
        "ainsi : 1 colonne remplacée par un pseudonyme calculé avec une clé secrète (NOM) ; "
        "colonne NE regroupée par tranche de 5 ans ; colonne EUROS coupée aux extrêmes (moins de "
        "0, 1 000 et plus) ; 12 lignes écartées, celles des groupes de moins de 5 lignes "
        "semblables selon NE. Restent telles quelles : OU et METIER. La clé des pseudonymes n'est "
        "pas publiée : tant qu'elle est conservée, ces données restent des données personnelles "
        "pour qui la détient. Ces transformations réduisent le risque de reconnaître une "
        "personne ; à elles seules, elles ne prouvent pas que le fichier est anonyme."
    )


def test_several_columns_are_told_together_and_a_table_last():
    raw = [
        {"do": "drop", "column": "NOM"},
        {"do": "drop", "column": "OU"},
        EVERY[4],
        {"do": "count", "by": ["METIER", "NE"], "least": 3, "value": "EUROS"},
    ]
    text = sentence(raw, name="")
    assert text.startswith(
        "Avant publication, le fichier (2 000 lignes, 5 colonnes) a été transformé ainsi : "
        "2 colonnes retirées (NOM et OU) ; colonne NE réduite : tout confondu ; lignes remplacées "
        "par leur nombre, par METIER et NE, avec la somme de EUROS ; nombres de moins de 3 cachés, "
        "ainsi que ceux qui permettraient de les calculer. Reste telle quelle : METIER. "
    )


@pytest.mark.parametrize(
    ("raw", "kept", "wanted"),
    [
        ([EVERY[2]], 2000, "Une empreinte sans clé se retrouve en essayant toutes les valeurs"),
        (
            [EVERY[12]],
            2000,
            "rendue inexacte par un bruit aléatoire (loi de Laplace, échelle 12,5)",
        ),
        ([EVERY[14]], 1999, "1 ligne écartée, celle d'un groupe de moins de 2 lignes semblables"),
        ([EVERY[14]], 2000, "aucune ligne écartée : chaque groupe compte au moins 2 lignes"),
        ([], 2000, "n'a reçu aucune transformation : chaque colonne y est telle quelle."),
    ],
)
def test_each_kind_of_step_has_its_words(raw, kept, wanted):
    assert wanted in sentence(raw, kept=kept)


def test_it_never_says_that_the_file_is_anonymous():
    text = sentence([one for one in EVERY if one["do"] != "drop"])
    assert "anonyme" not in text.replace("ne prouvent pas que le fichier est anonyme", "")
