"""Communes of the overseas collectivities, by INSEE code.

INSEE lists them apart from the other communes in its « code officiel géographique », and
frformat leaves them out. The facts are INSEE's; codes follow one another within a collectivity.
"""

from __future__ import annotations

from collections.abc import Mapping


def _numbered(first: int, names: str) -> dict[str, str]:
    """Give names their codes, which follow one another."""
    return {str(code): name for code, name in enumerate(names.split(", "), start=first)}


#: Code to name: Saint-Pierre-et-Miquelon (975), Saint-Barthélemy (977), Saint-Martin (978),
#: Terres australes et antarctiques françaises (984), Wallis-et-Futuna (986), Polynésie française
#: (987), Nouvelle-Calédonie (988) and Clipperton (989).
COMMUNES: Mapping[str, str] = {
    **_numbered(97501, "Miquelon-Langlade, Saint-Pierre"),
    **_numbered(97701, "Saint-Barthélemy"),
    **_numbered(97801, "Saint-Martin"),
    **_numbered(
        98411,
        "Îles Saint-Paul et Nouvelle-Amsterdam, Archipel des Kerguelen, Archipel des Crozet, "
        "La Terre-Adélie, Îles Éparses de l'océan Indien",
    ),
    **_numbered(98611, "Alo, Sigave, Uvea"),
    **_numbered(
        98711,
        "Anaa, Arue, Arutua, Bora-Bora, Faaa, Fakarava, Fangatau, Fatu-Hiva, Gambier, Hao, "
        "Hikueru, Hitiaa O Te Ra, Hiva-Oa, Huahine, Mahina, Makemo, Manihi, Maupiti, Moorea- "
        "Maiao, Napuka, Nuku-Hiva, Nukutavake, Paea, Papara, Papeete, Pirae, Pukapuka, "
        "Punaauia, Raivavae, Rangiroa, Rapa, Reao, Rimatara, Rurutu, Tahaa, Tahuata, "
        "Taiarapu-Est, Taiarapu-Ouest, Takaroa, Taputapuatea, Tatakoto, Teva I Uta, Tubuai, "
        "Tumaraa, Tureia, Ua-Huka, Ua-Pou, Uturoa",
    ),
    **_numbered(
        98801,
        "Belep, Bouloupari, Bourail, Canala, Dumbéa, Farino, Hienghène, Houaïlou, L'Île-des- "
        "Pins, Kaala-Gomen, Koné, Koumac, La Foa, Lifou, Maré, Moindou, Le Mont-Dore, Nouméa, "
        "Ouégoa, Ouvéa, Païta, Poindimié, Ponérihouen, Pouébo, Pouembout, Poum, Poya, "
        "Sarraméa, Thio, Touho, Voh, Yaté, Kouaoua",
    ),
    **_numbered(98901, "Île de Clipperton"),
}
