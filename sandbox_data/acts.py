"""Acts of Val-Ouvert to redact before they are published, from easy to hard.

Nobody in them exists: the council and its inhabitants bear names among the commonest in France,
put together at random (``privacy_words``). Addresses are of the streets of ``privacy_words``,
telephones of the range kept for fiction (06 39 98), the computer's address of the range kept for
documentation (192.0.2.0/24, RFC 5737).
"""

from __future__ import annotations

from act_docx import docx
from act_model import (
    Act,
    Deleted,
    Inserted,
    Masked,
    Noted,
    Signed,
    heading,
    item,
    paragraph,
    table,
    title,
)
from act_odt import odt

#: Agents of the town hall who typed these acts: their names are in the properties of the files.
TYPED, REVISED = "Christine Aubert", "Daniel Royer"

SUBSIDIES = Act(
    author=TYPED,
    editor=REVISED,
    subject="Subventions 2026, version de travail",
    parts=(
        title("Délibération n° 2026-031"),
        heading("Subventions aux associations pour l'année 2026"),
        paragraph(
            "Séance du 26 mars 2026. Conseillers en exercice : 27. Présents : 24. "
            "Rapporteur : M. Karim Besson, adjoint aux finances."
        ),
        paragraph("Le conseil municipal attribue les subventions suivantes."),
        table(
            ("Association", "Objet", "Montant"),
            ("Harmonie de Val-Ouvert", "Fonctionnement", "4 500 €"),
            ("Vélo-école de l'Octroi", "Achat de vélos", "2 200 €"),
            ("Jardins partagés de la Source", "Récupérateurs d'eau", "900 €"),
        ),
        paragraph(
            "La subvention de l'Harmonie baisse de ",
            Deleted("700 €"),
            Inserted("500 €"),
            " par rapport à l'an dernier. ",
            Noted(
                "Une autre demande a été reportée.",
                "Leur trésorier, M. Hervé Chauvin, m'a dit qu'ils étaient à découvert.",
            ),
        ),
        paragraph(
            "Les Jardins partagés de la Source n'ont pas encore de local. Leur convention est "
            "envoyée au domicile de leur présidente, 8 rue du Lavoir.",
            Masked(" Téléphone : 06 39 98 41 07."),
        ),
        paragraph(
            "Mme Solange Millet, conseillère municipale et membre du bureau de l'Harmonie, quitte "
            "la salle et ne prend pas part au vote."
        ),
        paragraph(
            "Vote : 21 voix pour, une voix contre (M. Lucien Carré), une abstention "
            "(Mme Aïcha Perrot)."
        ),
        paragraph("La maire, Odile Fabre"),
    ),
)

WEDDING = Act(
    author=REVISED,
    editor=TYPED,
    subject="Mariage Perret et Collet",
    keywords="mariage, Perret, Collet",
    parts=(
        title("Arrêté n° 2026-114 portant délégation pour célébrer un mariage"),
        paragraph("La maire de Val-Ouvert,"),
        paragraph("Vu le code général des collectivités territoriales ;"),
        paragraph(
            "Considérant que la maire et ses adjoints sont absents le jour de la cérémonie ;"
        ),
        heading("Arrête"),
        item(
            "Article 1. Mme Hélène Vidal, conseillère municipale, reçoit délégation pour célébrer "
            "le mariage de M. Julien Perret, né le 9 août 1994, demeurant 14 rue des Genêts, et de "
            "Mme Nadège Collet, née le 2 mai 1996, demeurant ",
            Deleted("5 rue du Puits"),
            Inserted("à la même adresse"),
            ".",
        ),
        item(
            "Article 2. Le présent arrêté est remis à Mme Vidal, à ",
            Noted("M. Perret", "Témoins : M. Ali Cordier, 06 39 98 12 04, et Mme Rosa Pichon."),
            " et à Mme Collet.",
        ),
        item(
            "Article 3. Il est transmis au contrôle de légalité et publié sur le site de la "
            "commune.",
            Masked(" Dossier 2026-18, second mariage de la future épouse."),
        ),
        paragraph("Fait à Val-Ouvert, le 4 mai 2026."),
        paragraph("La maire, Odile Fabre"),
    ),
)

MINUTES = Act(
    author=TYPED,
    editor=REVISED,
    subject="PV du conseil, notes d'audience",
    parts=(
        title("Procès-verbal du conseil municipal du 24 septembre 2026"),
        paragraph(
            "Présidence : Mme Odile Fabre, maire. Secrétaire de séance : M. Théo Guichard, "
            "conseiller municipal."
        ),
        heading("Circulation rue des Forges"),
        paragraph(
            "M. Bruno Lemoine, adjoint à la voirie, présente le projet : un sens unique et une "
            "piste cyclable. La Vélo-école de l'Octroi a rendu un avis favorable."
        ),
        paragraph("La séance est suspendue à 20 h 15 pour entendre le public."),
        paragraph(
            "Mme Teresa Mallet, 7 rue du Dépôt, demande où se garer en semaine. Son fils est en "
            "fauteuil roulant.",
            Masked(" Elle a déjà écrit trois fois à la mairie."),
        ),
        paragraph(
            "M. Gaston Reynaud craint pour son commerce. ",
            Noted("Il demande un comptage.", "M. Reynaud avait bu, ne pas le noter."),
        ),
        paragraph(
            "La séance reprend à 20 h 30. M. Lemoine répond à Mme Mallet qu'une place large sera "
            "tracée, et à M. Reynaud que le comptage aura lieu en octobre",
            Deleted(", comme l'a demandé aussi sa fille Laura"),
            ".",
        ),
        heading("Vote par appel nominal"),
        table(
            ("Vote", "Conseillers"),
            ("Pour", "M. Besson, Mme Fabre, M. Guichard, M. Lemoine, Mme Vidal"),
            ("Contre", "M. Carré"),
            ("Abstention", "Mme Perrot"),
        ),
        paragraph("Le secrétaire de séance, Théo Guichard ", Signed("Signature de M. Guichard")),
    ),
)

AID = Act(
    author=REVISED,
    editor=TYPED,
    subject="Secours Grondin",
    keywords="CCAS, secours",
    parts=(
        title("Délibération n° 2026-07 du centre communal d'action sociale"),
        paragraph(
            "Séance du 12 février 2026. Présidente : Mme Odile Fabre, maire. Rapporteure : "
            "Mme Hélène Vidal, conseillère municipale."
        ),
        heading("Règle des aides"),
        paragraph(
            "Une aide ne dépasse pas 600 € par foyer et par an. Elle est versée au fournisseur. "
            "Le crédit de l'année est de 18 000 €, dont 4 150 € déjà accordés."
        ),
        paragraph(
            "En 2025, le centre a reçu 61 demandes. Il en a accordé 48, pour le chauffage, l'eau, "
            "la cantine et les transports. Ce bilan sera présenté au conseil municipal en mars, "
            "avec le projet de budget."
        ),
        heading("Demande examinée"),
        paragraph(
            "Mme Yvette Grondin, née le 12 novembre 1961, demeurant 3 impasse du Signal, demande "
            "une aide pour payer une facture d'électricité.",
            Masked(" Dossier 2026-0114."),
        ),
        paragraph(
            "Elle vit seule avec deux enfants depuis son divorce. Elle dispose de 640 € par mois",
            Deleted(", pension de M. Roger Grondin comprise"),
            ".",
        ),
        paragraph(
            "Elle est en arrêt de travail depuis une opération du dos, que confirme ",
            Noted("le docteur Schmitt", "Le docteur Schmitt la dit aussi dépressive."),
            ".",
        ),
        heading("Décision"),
        paragraph(
            "Le conseil d'administration accorde à Mme Grondin une aide de ",
            Deleted("600 €"),
            Inserted("450 €"),
            ".",
        ),
        paragraph("Vote : 9 voix pour."),
    ),
)

TENDER = Act(
    author=TYPED,
    editor=REVISED,
    subject="Analyse des offres, confidentiel",
    keywords="toiture, école des Tilleuls",
    parts=(
        title("Procès-verbal de la commission d'appel d'offres du 18 mai 2026"),
        paragraph(
            "Marché : toiture de l'école des Tilleuls. Membres présents : Mme Odile Fabre, "
            "présidente ; M. Karim Besson ; M. Lucien Carré ; Mme Aïcha Perrot."
        ),
        heading("Analyse des offres"),
        paragraph(
            "Deux entreprises ont répondu. La commission retient Toitures de l'Ouvre, pour un "
            "montant de 198 400 € hors taxes.",
            Masked(" Prix plancher obtenu au téléphone : 190 000 €."),
        ),
        table(
            ("Critère", "Ce que dit l'offre retenue"),
            ("Prix", "Heure de couvreur à 46,80 € ; marge de 11,5 %"),
            ("Technique", "Ardoises sur crochet plié à 38 degrés"),
            ("Équipe", "Chantier mené par M. Gérard Tessier"),
            ("Délai", "14 semaines"),
        ),
        paragraph(
            "L'entreprise annonce, sous le sceau du secret, ",
            Noted(
                "l'ouverture d'un dépôt à Brume-sur-Ouvre",
                "À ne pas dire à leur concurrent, qui est mon beau-frère.",
            ),
            ". M. Tessier dirigerait ce dépôt.",
        ),
        paragraph(
            "L'autre entreprise n'est pas retenue. Sa banque lui refuse tout découvert",
            Deleted(" depuis que son gérant, M. Fernand Huet, est malade"),
            ".",
        ),
        paragraph("Vote : trois voix pour, une voix contre (M. Carré)."),
        paragraph("La présidente, Odile Fabre ", Signed("Signature de Mme Fabre")),
    ),
)

STAFF = Act(
    author=REVISED,
    editor=REVISED,
    subject="Affaire Poulain",
    keywords="protection fonctionnelle",
    parts=(
        title("Délibération n° 2026-058"),
        heading("Protection fonctionnelle accordée à une agente"),
        paragraph(
            "Séance du 25 juin 2026. Conseillers en exercice : 27. Présents : 27. Rapporteure : "
            "Mme Odile Fabre, maire."
        ),
        paragraph(
            "Le 11 mai 2026, à la mairie, Mme Sandrine Poulain a été insultée par le seul "
            "boulanger du village. ",
            Deleted("M. Marcel Lebrun nie les faits. "),
            "Elle seule travaille le samedi.",
        ),
        paragraph(
            "Cet habitant a déjà été raccompagné par la police municipale en mars. L'agente est "
            "depuis ",
            Noted("en arrêt maladie", "Anxiolytiques, m'a dit Mme Poulain."),
            ".",
        ),
        paragraph(
            "Le conseil prend en charge les frais d'avocat, dans la limite de 2 000 €. Il décide "
            "aussi de poser un bouton d'appel à chaque guichet et de former les agents d'accueil, "
            "pour 3 600 €. Un bilan sera rendu au conseil avant la fin de l'année."
        ),
        heading("Part variable de la même agente"),
        paragraph(
            "Le conseil a fixé en 2024 les règles de cette part, les mêmes pour tous les services."
        ),
        paragraph(
            "Son chef de service la juge lente et peu sûre d'elle. La part variable de Mme Poulain "
            "est fixée à 420 € pour 2026",
            Masked(", contre 900 € pour ses collègues"),
            ".",
        ),
        paragraph("Vote : 25 voix pour, deux abstentions (Mme Aïcha Perrot et M. Lucien Carré)."),
        paragraph("La maire, Odile Fabre ", Signed("Signature de Mme Fabre")),
    ),
)

QUESTIONS = """\
Procès-verbal du conseil municipal du 19 novembre 2026 (extrait)
Questions diverses
Présidence : Mme Odile Fabre, maire.
1. Attaque informatique du 2 novembre
M. Karim Besson, adjoint, rend compte de l'attaque. Elle a coûté 12 400 € à la commune.
Le serveur a pour adresse 192.0.2.17. On y entre avec le mot de passe Glycine-2019.
2. Lettre d'un habitant
Mme Aïcha Perrot, conseillère municipale, lit la lettre de M. Denis Perrot, 6 rue des Pins.
M. Perrot se plaint du chien de l'ancienne directrice de l'école, qui le bat et le laisse dehors.
Mme Perrot précise qu'elle n'est pas parente de M. Perrot.
La maire répond à M. Perrot et au président de l'association Les Randonneurs de la Crête.
3. Toit du gymnase
M. Bruno Lemoine, adjoint, annonce les travaux de juillet : 86 000 €, votés en juin.
4. Repas des aînés
Mme Solange Millet, conseillère municipale, rappelle la date du repas : le 12 décembre.
M. Noël Jacquet, qui fêtera ses cent ans en janvier, y sera l'invité d'honneur.
"""


def files() -> dict[str, bytes]:
    """Give every act by the name of its file, from easy to hard."""
    return {
        "deliberation-subventions.docx": docx(SUBSIDIES),
        "arrete-mariage.odt": odt(WEDDING),
        "pv-conseil.docx": docx(MINUTES),
        "deliberation-secours.odt": odt(AID),
        "commission-appel-offres.docx": docx(TENDER),
        "protection-fonctionnelle.odt": odt(STAFF),
        # As an old software of minutes exports it, in Windows-1252.
        "pv-questions-diverses.txt": QUESTIONS.encode("cp1252"),
    }
