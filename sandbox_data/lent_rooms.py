"""The file of which a learner writes the dictionary: eight rooms that the commune lends.

No schema tells what its columns hold. Each of them tries one thing: a code whose zeros count, a
surface in square metres, a number of people, a price and a deposit in euros, a day, a remark that
may be missing.
"""

from __future__ import annotations

_ROOMS = """\
SALLE_CODE,SALLE_NOM,QUARTIER,SURFACE,CAPACITE,ACCESSIBLE,TARIF_JOUR,CAUTION,MISE_EN_SERVICE,REMARQUE
001,Salle du Verger,Le Bourg,82.5,60,oui,120.00,300,1998-09-01,
002,Salle des Tilleuls,Le Bourg,145,110,oui,210.00,500,2004-03-15,Cuisine équipée
003,Foyer des Combes,Les Combes,64.2,45,non,75.50,,1987-06-20,
004,Maison du Lavoir,Le Lavoir,38,25,non,40.00,,1979-01-10,Chauffage à régler la veille
005,Halle couverte,La Halle,310.8,280,oui,360.00,800,2012-10-06,
006,Salle du Pont,Le Pont,97,75,oui,135.00,300,2001-05-12,Vidéoprojecteur
007,Préau des Landes,Les Landes,120.4,90,oui,60.00,,2016-07-04,
008,Grenier du Moulin,Le Moulin,51.3,30,non,55.00,200,1993-11-22,Escalier étroit
"""


def files() -> dict[str, bytes]:
    """Give the file by its name below the commune's folder."""
    return {"dictionnaire/salles.csv": _ROOMS.encode()}
