"""Words by which organisations, places, titles and sensitive matters are recognised.

Written by us for French local administration; all are folded (``fold_words``).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "’": "'"})
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SPLIT = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=50_000)
def fold_word(word: str) -> str:
    """Give a word in lower case, without accents or ligatures.

    Args:
        word: at most a few words; apostrophes and hyphens stay.
    """
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.translate(_LIGATURES))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


def fold_words(text: str) -> str:
    """Give the words of a text between single spaces, in lower case, without accents or signs.

    ``dateNaissance``, « Date_naissance » and « DATE NAISSANCE » all give ``date naissance``.

    Args:
        text: a label, or a short cell.
    """
    bare = _HUMP.sub(" ", text)
    if not bare.isascii():
        plain = unicodedata.normalize("NFKD", bare.translate(_LIGATURES))
        bare = "".join(c for c in plain if not unicodedata.combining(c))
    bare = bare.lower()
    return " ".join(part for part in _SPLIT.split(bare) if part)


def words_of(text: str) -> frozenset[str]:
    """Give the words of a list written as a text.

    Args:
        text: words between blanks.
    """
    return frozenset(text.split())


#: A name that holds one of these is that of an organisation, a place or a thing.
ORGANISATION = words_of("""
    association associations asso amicale amis club comite cercle collectif compagnie confederation
    federation fondation foyer groupement ligue maison mutuelle ordre regie reseau societe sarl sas
    sasu sci scop snc eurl gie gaec earl spl sem ets etablissement etablissements entreprise cabinet
    agence office mairie commune communaute departement region prefecture syndicat epci ccas cias
    caf cpam ehpad hopital clinique ecole ecoles college lycee universite creche halte groupe
    scolaire gymnase stade piscine salle salles espace centre mediatheque bibliotheque musee theatre
    cinema parc jardin square place eglise chapelle temple mosquee synagogue cimetiere gare port
    aeroport tour pont batiment residence hlm habitat union orchestre choeur chorale harmonie
    fanfare ensemble troupe ecurie ecuries boules petanque judo tennis football rugby basket
    handball volley natation cyclo randonneurs randonnee pompiers anciens combattants
    parents eleves sports sportive sportif culturel culturelle loisirs jeunesse
    solidarite solidaire secours croix banque
    restaurants services service direction pole bureau conseil ministere tribunal caisse assurance
    collectivite cooperative amap fete festival theatrale musicale jumelage chasse peche apiculteurs
    acca aappma usep ugsel msa sncf edf engie enedis orange poste lieu dispositif programme fonds
    les
    budget projet marche travaux plan contrat convention ateliers atelier garage boulangerie
    pharmacie tabac presse hotel restaurant camping ferme domaine chateau moulins scierie transports
    """)

#: Before a name, these say that a place or an organisation bears it.
BEARERS = words_of("""
    rue avenue av boulevard bd bld blvd place pl allee allees impasse imp chemin che ch route rte
    quai cours square sq passage ruelle sentier venelle esplanade promenade rond-point faubourg fg
    montee cote residence res lotissement hameau cite villa traverse mail parvis pont gare tour
    ecole ecoles college lycee universite groupe scolaire gymnase stade piscine salle espace centre
    mediatheque bibliotheque musee theatre cinema parc jardin maison foyer ehpad hopital clinique
    fondation association amis amicale club comite institut prix bourse trophee challenge tournoi
    coupe festival auditorium conservatoire complexe halle batiment immeuble creche cabinet societe
    sarl sas etablissements ets entreprise garage eglise chapelle basilique cathedrale
    saint sainte st ste collectif cercle compagnie caserne camping domaine chateau ferme plan loi
    statue buste monument station metro arret promotion
    """)

#: Small words inside names of people, of streets and of organisations.
PARTICLES = words_of(
    "de du des d' le la les l' van von der den ben bint el al da do dos di del san"
)

#: « Madame la maire »: after a title, a function and no name.
FUNCTIONS = words_of("""
    maire maires adjoint adjointe president presidente vice-president vice-presidente prefet prefete
    sous-prefet directeur directrice ministre tresorier tresoriere secretaire conseiller conseillere
    conseillers rapporteur rapporteure receveur percepteur comptable juge procureur depute deputee
    senateur senatrice commissaire chef cheffe responsable inspecteur inspectrice proviseur recteur
    rectrice medecin notaire architecte elu elue elus gerant gerante charge chargee x y z xxx xx
    """)

MONTHS = words_of(
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"
)
DAYS = words_of("lundi mardi mercredi jeudi vendredi samedi dimanche")

#: Words with a capital in ordinary texts, though they may also be somebody's name.
ORDINARY = (
    MONTHS
    | DAYS
    | words_of("""
    le la les l un une des du de d au aux et ou en dans par pour sur sous avec sans chez vers selon
    ce cet cette ces son sa ses leur leurs mon ma mes notre nos votre vos il elle ils elles on nous
    vous je tu qui que quoi dont est sont a ont avait sera non oui ne pas plus moins tres
    vu considerant article articles objet deliberation deliberations arrete approbation attribution
    adoption autorisation avenant acquisition cession creation convention conventions contrat
    demande demandes dossier dossiers suite reponse courrier appel appels rappel relance rdv visite
    travaux marche marches projet budget compte comptes subvention subventions aide aides montant
    numero tel telephone portable mobile courriel mail adresse domicile date lieu annee mois jour
    commune ville mairie conseil municipal municipale departement region etat france prefecture
    service services bureau direction pole agence ecole college lycee association societe entreprise
    usager usagers agent agents personne personnes enfant enfants famille foyer parent parents fils
    fille mere pere frere soeur conjoint epoux epouse tuteur tutrice voisin voisine locataire
    proprietaire beneficiaire demandeur demandeuse titulaire allocataire eleve candidat candidate
    monsieur madame mademoiselle mme mlle mr m maitre docteur dr pr professeur merci bonjour
    cordialement nom prenom signe signataire contact joindre rappeler urgent attention note
    observation observations avis favorable defavorable accord refus refuse accepte complet
    incomplet piece pieces manquante manquantes justificatif justificatifs transmis recu
    envoye verse paye reunion entretien bilan point etude projets plan plans
    reglement objectif information
    nouveau nouvelle ancien ancienne premier premiere second seconde salle gare rue place avenue
    communaute metropole nord sud est ouest centre haut haute bas basse grand grande
    petite saint sainte europe republique victoire liberte noel paques toussaint ascension pentecote
    total siret siren insee rsa caf cpam ccas mdph apa pch ehpad plu plui zac zup sdis scot dgf detr
    dsil hlm sncf edf grdf enedis tva ttc ht cdd cdi rgpd cnil pdf csv url epci sivom sivu rpi
    atsem dgs drh nir iban bic rib usa ue onu pmr erp
    """)
)

SEXES = {
    "h": "h", "f": "f", "m": "h", "homme": "h", "femme": "f", "masculin": "h", "feminin": "f",
    "male": "h", "femelle": "f", "garcon": "h", "fille": "f", "hommes": "h", "femmes": "f",
    "masc": "h", "fem": "f", "autre": "", "non binaire": "", "x": "", "nr": "", "inconnu": "",
    "non precise": "", "non renseigne": "",
}  # fmt: skip
CIVILITIES = words_of("m mr mme mlle monsieur madame mademoiselle melle mm mmes")

#: Folded words (whole, or beginnings where they end with « * ») of sensitive matters.
SENSITIVE_WORDS = {
    "health": """handicap* invalid* maladie* malade* patholog* diagnostic* cancer* diabet* asthm*
        allerg* depress* epileps* autis* alzheimer parkinson hospitalis* medicament* medical*
        traitement medicamenteux grossesse enceinte burn-out burnout addict* alcool* toxicom*
        psychiatr* psycholog* vih sida hepatite* dialyse chimio* fauteuil roulant trisomi* dyslex*
        mdph aah aeeh ald vaccin*""",
    "aid": """rsa apa pch aah ass aspa ada fsl css cmu ame allocation* secours impaye* surendette*
        expulsion* hebergement d'urgence epicerie aide alimentaire bon alimentaire colis alimentaire
        cheque energie aide sociale minima sociaux tutelle curatelle""",
    "union": """cgt cfdt cftc cfe-cgc fsu unsa sud solidaires syndique* syndical* syndicat""",
    "politics": """socialiste communiste ecologiste centriste republicain* macroniste lepeniste
        insoumis* divers gauche divers droite extreme gauche extreme droite militant*""",
    "religion": """catholique* protestant* musulman* juif* juive* bouddhiste* orthodoxe* athee*
        chretien* evangelique* islam* judais* hindou* laique pratiquant* sans religion""",
}
