"""Words of the files of the exercises on anonymising: schools, first names, books, requests.

First names are among those given in France and are put together with surnames at random; schools,
books and associations are invented.
"""

from __future__ import annotations

# --- grants ------------------------------------------------------------------------------------

#: What an association's grant is for: one for each of ``words.BENEFICIARIES``, in turn.
FIELDS = ("Culture", "Sport", "Vie locale", "Éducation", "Solidarité")
#: Support to people: what it is called, what it is for, how often, least and most tens of euros.
SUPPORTS = (
    ("Aide à l'achat d'un vélo", "Achat d'un vélo à assistance électrique", 20, 15, 40),
    ("Bourse au permis", "Permis de conduire", 16, 30, 60),
    ("Aide à l'habitat", "Adaptation d'une salle de bains", 12, 40, 90),
    ("Secours exceptionnel", "Relogement après un incendie", 4, 30, 80),
)
#: The one person who is helped every year, for the same thing.
CRAFT = ("Aide à l'habitat", "Adaptation d'une salle de bains")

# --- schools -----------------------------------------------------------------------------------

#: School, and its pupils at each level, from the first year to the last.
SCHOOLS = (
    ("École des Tilleuls", (21, 22, 24, 25, 26, 24, 27, 25)),
    ("École du Lavoir", (14, 15, 13, 16, 17, 15, 16, 14)),
    ("École de la Passerelle", (12, 14, 13, 13, 15, 14, 13, 16)),
    ("École des Mésanges", (9, 8, 10, 9, 8, 10, 9, 8)),
    ("École de Brume-sur-Ouvre", (7, 8, 6, 8, 9, 7, 8, 7)),
    ("École de La Borie", (1, 2, 1, 2, 1, 3, 2, 1)),
)
#: Levels in order, with the age of their pupils; the beginning tells the kind of school.
LEVELS = (
    ("MAT-1", 3), ("MAT-2", 4), ("MAT-3", 5), ("ELE-1", 6), ("ELE-2", 7), ("ELE-3", 8),
    ("ELE-4", 9), ("ELE-5", 10),
)  # fmt: skip
ALONE = "aucun"
HELPS = (
    (ALONE, 80),
    ("projet d'accueil individualisé", 8),
    ("réseau d'aides", 8),
    ("aide humaine", 4),
)

# --- births ------------------------------------------------------------------------------------

_GIRLS = "Louise Jade Ambre Alba Emma Rose Alice Romy Anna Lina Léna Mia Lou Julia Chloé Agathe"
_BOYS = "Gabriel Raphaël Louis Léo Noah Adam Jules Arthur Maël Isaac Lucas Sacha Gaspard Eden Paul"
_RARE_GIRLS = (
    "Albane Anouk Apolline Athénaïs Aurore Bérénice Blanche Calypso Cassandre Clarisse Colombe "
    "Cosima Daphné Diane Dorothée Edwige Éléonore Éloïse Esther Fantine Flavie Garance Gwenaëlle "
    "Hortense Iphigénie Iseult Joséphine Judith Léonie Maïwenn Mathilde Mélisande Mila Nausicaa "
    "Octavie Olympe Ombeline Ondine Pénélope Philippine Rosalie Salomé Séraphine Solveig Sixtine "
    "Suzanne Théodora Tiphaine Ursule Victoire Violette Yseult Zélie Zoé"
)
_RARE_BOYS = (
    "Achille Alaric Amaury Anatole Aristide Armand Augustin Aurélien Balthazar Barnabé Basile "
    "Baudouin Blaise Calixte Célestin Clovis Côme Corentin Cyprien Edgar Eliott Ernest Eusèbe "
    "Faustin Ferdinand Firmin Gauvain Ghislain Gustave Hector Hippolyte Honoré Ignace Ilan Joachim "
    "Lazare Léandre Léopold Lubin Marius Melchior Nestor Octave Oscar Perceval Philémon Roméo "
    "Siméon Sixte Tancrède Théodore Tristan Ulysse Valère Zacharie Zéphyrin"
)
COMMON = {"F": tuple(_GIRLS.split()), "M": tuple(_BOYS.split())}
RARE = {"F": tuple(_RARE_GIRLS.split()), "M": tuple(_RARE_BOYS.split())}
#: How a filiation was made known, and how often.
FILIATIONS = (
    ("parents mariés", 44),
    ("reconnu avant la naissance", 38),
    ("reconnu après la naissance", 10),
    ("une seule filiation établie", 8),
)

# --- library -----------------------------------------------------------------------------------

#: Shelf, how often it is borrowed from.
SHELVES = (
    ("Romans", 24), ("Policiers", 16), ("Bandes dessinées", 16), ("Cuisine", 9), ("Voyages", 8),
    ("Santé", 7), ("Parentalité", 6), ("Emploi", 6), ("Droit", 4), ("Religions", 4),
)  # fmt: skip
#: A title is one of these and one of those: « La maison des marées ».
TITLE_STARTS = (
    "La maison", "Le chemin", "Les heures", "L'été", "Le silence", "La lettre", "Les voisins",
    "Le carnet", "L'atelier", "Les racines", "Le passage", "La promesse",
)  # fmt: skip
TITLE_ENDS = (
    "des marées", "du hameau", "de l'aube", "des absents", "sans frontière", "du jardin",
    "de demain", "en hiver", "d'un monde", "des hirondelles", "au loin", "de la rivière",
)  # fmt: skip

# --- requests ----------------------------------------------------------------------------------

#: Reason, service that answers, how often, least and most days until the answer.
REASONS = (
    ("Éclairage en panne", "Voirie", 20, 2, 30),
    ("Nid-de-poule", "Voirie", 18, 5, 60),
    ("Dépôt sauvage", "Propreté", 18, 1, 14),
    ("Bruit de voisinage", "Tranquillité", 14, 3, 40),
    ("Logement insalubre", "Habitat", 8, 20, 120),
    ("Stationnement pour personne handicapée", "Voirie", 6, 10, 80),
    ("Conflit de mitoyenneté", "Tranquillité", 6, 10, 90),
    ("Arbre dangereux", "Espaces verts", 10, 2, 45),
)
OUTCOMES = (("Traitée", 70), ("En cours", 18), ("Sans suite", 12))
#: What somebody writes; ``{}`` fields are filled with particulars, hers or others'.
MESSAGES = (
    "Bonjour, merci de faire le nécessaire.", "Déjà signalé au printemps.",
    "Joindre Mme {other} au {phone} le matin.", "Mon voisin M. {other} ne veut rien entendre.",
    "Je suis en fauteuil et je ne peux plus sortir.", "Photo jointe.",
    "Écrire à {mail} plutôt que d'appeler.", "Devant le numéro {number}, côté école.",
    "Mon fils {child} est tombé à cet endroit.", "Troisième demande, sans réponse à ce jour.",
)  # fmt: skip

# --- homes made fit for age --------------------------------------------------------------------

#: Works, how often, least and most tens of euros.
WORKS = (
    ("Douche adaptée", 30, 120, 400), ("Barres d'appui", 26, 10, 60),
    ("Monte-escalier", 14, 300, 800), ("Volets électriques", 14, 60, 220),
    ("Rampe d'accès", 10, 80, 300), ("Lit médicalisé", 6, 60, 160),
)  # fmt: skip
