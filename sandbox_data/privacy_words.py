"""Words of the files to anonymise: first names, surnames, streets, jobs, aids, remarks.

First names and surnames are among the commonest in France and are put together at random.
"""

from __future__ import annotations

_WOMEN = (
    "Marie Jeanne Monique Catherine Nathalie Isabelle Sylvie Jacqueline Anne Françoise Martine "
    "Christine Nicole Valérie Sandrine Stéphanie Véronique Sophie Céline Chantal Patricia Brigitte "
    "Julie Aurélie Laurence Annie Dominique Émilie Michèle Denise Caroline Élodie Christiane "
    "Virginie Hélène Laura Camille Léa Manon Chloé Emma Inès Sarah Lucie Pauline Mélanie Fatima "
    "Nadia Samira Yasmina Aïcha Rosa Teresa Simone Odette Paulette Yvette Ginette Solange Nadège"
)
_MEN = (
    "Jean Pierre Michel André Philippe Alain Jacques Bernard Daniel Christophe Patrick Nicolas "
    "Christian Laurent Gérard Serge Éric Pascal Thierry Frédéric Stéphane Olivier Sébastien "
    "David Julien Vincent Bruno Guillaume Anthony Antoine Thomas Alexandre Maxime Kévin Romain "
    "Lucas Hugo Théo Nathan Enzo Mehdi Karim Mohamed Ali Rachid Samir Antonio José Manuel Marcel "
    "Roger Raymond Maurice Lucien Fernand Émile Gaston Noël Gaël Quentin"
)
_SURNAMES = (
    "Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre "
    "Leroy Roux David Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau "
    "Vincent Muller Lefèvre Faure André Mercier Blanc Guérin Boyer Garnier Chevalier François "
    "Legrand Gauthier Garcia Perrin Robin Clément Morin Nicolas Henry Roussel Mathieu Gautier "
    "Masson Marchand Duval Denis Dumont Marie Lemaire Noël Meyer Dufour Meunier Brun Blanchard "
    "Giraud Joly Rivière Lucas Brunet Gaillard Barbier Arnaud Martinez Gérard Roche Renard Schmitt "
    "Roy Leroux Colin Vidal Caron Picard Roger Fabre Aubert Lemoine Renaud Dumas Lacroix Olivier "
    "Philippe Bourgeois Pierre Benoît Rey Leclerc Payet Rolland Leclercq Guillaume Lecomte Lopez "
    "Jean Dupuy Guillot Hubert Berger Carpentier Sanchez Dupuis Moulin Louis Deschamps Huet "
    "Vasseur Perez Boucher Fleury Royer Klein Jacquet Adam Paris Poirier Marty Aubry Guyot Carré "
    "Charles Renault Charpentier Ménard Maillard Baron Bertin Bailly Hervé Schneider Fernandez "
    "Collet Léger Bouvier Julien Prévost Millet Perrot Daniel Cousin Germain Breton Besson "
    "Langlois Rémy Pelletier Lévêque Perrier Leblanc Barré Lebrun Marchal Weber Mallet Hamon "
    "Boulanger Jacob Monnier Michaud Rodriguez Guichard Gillet Étienne Grondin Poulain Tessier "
    "Chevallier Collin Chauvin Bouchet Gay Lemaître Bénard Maréchal Humbert Reynaud Antoine Hoarau "
    "Perret Barthélemy Cordier Pichon Lejeune Gilbert Lamy Delaunay Pasquier Carlier Laporte"
)

WOMEN, MEN, SURNAMES = (tuple(names.split()) for names in (_WOMEN, _MEN, _SURNAMES))

EPCI = "Communauté de communes de l'Ouvre"
#: Quarter, commune, postcode, share of the people, streets: the later, the fewer live there.
QUARTERS = (
    ("La Halle", "Val-Ouvert", "99420", 22, (
        "rue des Lilas", "place de la Halle", "rue du Lavoir", "rue de la Mairie",
        "impasse des Tanneurs", "rue des Tisserands", "rue du Puits", "rue de la Poste",
        "passage du Four", "rue des Drapiers", "quai des Saules", "cour des Écoliers",
    )),
    ("La Gare", "Val-Ouvert", "99420", 21, (
        "avenue de la Gare", "rue des Cheminots", "rue de l'Octroi", "rue du Dépôt",
        "allée des Platanes", "rue des Forges", "rue de la Passerelle", "boulevard du Rail",
        "rue des Ateliers", "impasse du Signal", "square des Tilleuls",
    )),
    ("Les Combes", "Val-Ouvert", "99420", 16, (
        "chemin des Combes", "rue des Noisetiers", "allée des Mésanges", "rue des Genêts",
        "rue de la Source", "chemin du Vallon", "impasse des Alouettes", "rue des Vergers",
        "allée des Fougères", "chemin des Mûriers", "sentier du Ruisseau",
    )),
    ("La Crête", "Val-Ouvert", "99420", 14, (
        "route de la Crête", "rue du Belvédère", "rue des Pins", "allée du Panorama",
        "chemin des Bruyères", "rue de l'Observatoire", "montée des Chèvres", "rue du Moulin",
        "impasse du Grand-Vent", "chemin de la Carrière", "rue des Éperviers",
    )),
    ("Le Bourg de Brume", "Brume-sur-Ouvre", "99421", 15, (
        "grande rue de Brume", "rue du Pont", "rue de l'Écluse", "place du Marché-aux-Grains",
        "rue des Bateliers", "rue des Roseaux", "chemin de Halage", "rue du Gué",
        "impasse de la Nasse", "allée des Peupliers", "rue des Lavandières",
    )),
    ("Le Plateau", "Pierre-Oubliée", "99422", 12, (
        "route du Plateau", "rue de la Pierre", "chemin des Bergers", "rue des Tailleurs",
        "rue du Four-à-Chaux", "chemin de la Garenne", "rue des Aubépines", "rue du Calvaire",
        "impasse du Clos", "chemin des Genévriers", "lieu-dit La Borie",
    )),
)  # fmt: skip

#: Jobs by family of the national nomenclature (PCS), and how often.
JOBS = (
    ("aide à domicile", 9), ("agent d'entretien", 10), ("assistante maternelle", 4),
    ("serveur", 4), ("cuisinier", 4), ("agent de sécurité", 3),
    ("caissier", 6), ("vendeur", 7), ("secrétaire", 5), ("aide-soignant", 5),
    ("agent administratif", 5), ("manutentionnaire", 7), ("ouvrier agricole", 4),
    ("maçon", 4), ("peintre en bâtiment", 3), ("chauffeur livreur", 4), ("mécanicien", 3),
    ("infirmier", 2), ("éducateur spécialisé", 1), ("comptable", 1), ("technicien", 2),
    ("professeur", 1), ("ingénieur", 1), ("artisan boulanger", 1), ("commerçant", 2),
    ("agriculteur", 2), ("sans profession", 10),
)  # fmt: skip
STUDENT, RETIRED = "étudiant", "retraité"

#: Aid, least and most amount in tens of euros.
AIDS = {
    "Secours d'urgence": (5, 30),
    "Aide alimentaire": (4, 18),
    "Aide à l'énergie": (10, 40),
    "Aide au loyer": (15, 60),
    "Aide à la cantine": (6, 30),
    "Aide à la mobilité": (8, 50),
    "Aide aux frais de santé": (5, 45),
    "Portage de repas": (10, 48),
}
#: Up to that age, what is asked for, and how often.
WANTED = (
    (25, (("Secours d'urgence", 20), ("Aide alimentaire", 26), ("Aide à l'énergie", 8),
          ("Aide au loyer", 22), ("Aide à la mobilité", 18), ("Aide aux frais de santé", 6))),
    (50, (("Secours d'urgence", 14), ("Aide alimentaire", 18), ("Aide à l'énergie", 16),
          ("Aide au loyer", 15), ("Aide à la cantine", 22), ("Aide à la mobilité", 9),
          ("Aide aux frais de santé", 6))),
    (67, (("Secours d'urgence", 14), ("Aide alimentaire", 20), ("Aide à l'énergie", 26),
          ("Aide au loyer", 14), ("Aide à la cantine", 3), ("Aide à la mobilité", 8),
          ("Aide aux frais de santé", 15))),
    (79, (("Secours d'urgence", 6), ("Aide alimentaire", 12), ("Aide à l'énergie", 34),
          ("Aide au loyer", 6), ("Aide aux frais de santé", 22), ("Portage de repas", 20))),
    (120, (("Aide à l'énergie", 12), ("Aide aux frais de santé", 10), ("Portage de repas", 78))),
)  # fmt: skip

#: What the oldest of one quarter ask for, where nobody brings meals.
ELDER = ("Aide à l'énergie", "Aide aux frais de santé", "Aide alimentaire")

#: Remarks of an agent; ``{}`` fields are filled with the person's own particulars or others'.
REMARKS = (
    "Dossier complet.", "Pièces reçues par courrier.", "Demande renouvelée.",
    "Justificatif de domicile à fournir.", "Vu en commission.",
    "Orientation vers la mission locale.", "Rappeler au {phone}.",
    "Rappeler Mme {other} au {phone} après 17 h.",
    "Suivi par {social}, travailleur social.", "Écrire plutôt à {mail}.",
    "Parent de {child}, scolarité à l'école des Tilleuls.", "Séparation en cours.",
    "Traitement médical lourd depuis le printemps.", "Héberge son frère, M. {other}.",
    "Dossier {number} à rapprocher.", "Reconnaissance de handicap en cours.",
    "Loyer impayé de trois mois, propriétaire : M. {other}.", "Numéro de sécurité sociale : {nir}.",
)  # fmt: skip
