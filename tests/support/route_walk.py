"""Every route but those of the portal: an address of it, and what each one may get."""

from __future__ import annotations

from grader.services.bench_operations import BENCH_OPERATIONS
from grader.services.privacy_operations import PRIVACY_OPERATIONS

OK, SEE, GONE, REFUSED, NO_BODY, CONFLICT, BAD = 200, 302, 404, 403, 204, 409, 400
MODULE, LESSON = "module/preparer", "lecon/preparer/ce-que-lit-une-machine"
GIVEN = "donnees/preparer/deliberations-sales/deliberations-export.csv"
#: A session that nobody runs, as their ids are made.
NO_SESSION = f"formateur/sessions/s{'0' * 24}"
SOLUTION = "corrige/preparer/deliberations-sales/deliberations.csv"

NAME, FILE_NAME = r"[a-z0-9][a-z0-9-]*", r"([A-Za-z0-9][A-Za-z0-9._-]*)"

#: Ids of sessions.
_SESSION = r"(s[0-9a-f]{24})"

#: Pattern of the route → (method, address) → status for nobody, owner, other, trainer.
WALK: dict[str, list[tuple[str, str, tuple[int, int, int, int]]]] = {
    r"": [("GET", "", (OK, OK, OK, OK)), ("POST", "", (405, 405, 405, 405))],
    r"module/([a-z0-9][a-z0-9-]*)": [
        ("GET", MODULE, (OK, OK, OK, OK)),
        ("GET", "module/inconnu", (GONE, GONE, GONE, GONE)),
    ],
    r"lecon/([a-z0-9][a-z0-9-]*)/([a-z0-9][a-z0-9-]*)": [
        ("GET", LESSON, (OK, OK, OK, OK)),
        ("GET", "lecon/preparer/inconnue", (GONE, GONE, GONE, GONE)),
    ],
    r"validateur": [("GET", "validateur", (OK, OK, OK, OK))],
    r"anonymiser": [("GET", "anonymiser", (OK, OK, OK, OK))],
    r"quiz-libre": [("GET", "quiz-libre", (OK, OK, OK, OK))],
    r"positionnement": [("GET", "positionnement", (OK, OK, OK, OK))],
    r"revision": [("GET", "revision", (OK, OK, OK, OK))],
    r"revision/a-revoir\.ics": [
        ("GET", "revision/a-revoir.ics", (REFUSED, OK, OK, OK)),
        ("POST", "revision/a-revoir.ics", (REFUSED, 405, 405, 405)),
    ],
    r"formateur": [("GET", "formateur", (REFUSED, REFUSED, REFUSED, OK))],
    r"formateur/entrer": [
        ("GET", "formateur/entrer?cle=0123", (REFUSED, REFUSED, REFUSED, REFUSED))
    ],
    r"formateur/session/(s[0-9a-f]{24})": [
        ("GET", f"formateur/session/s{'0' * 24}", (REFUSED, REFUSED, REFUSED, GONE)),
        ("GET", "formateur/session/autre", (GONE, GONE, GONE, GONE)),
    ],
    r"connexion": [
        ("GET", "connexion", (OK, OK, OK, OK)),
        ("POST", "connexion", (BAD, BAD, BAD, BAD)),
    ],
    r"deconnexion": [("GET", "deconnexion", (REFUSED, 405, 405, 405))],
    r"administration": [
        ("GET", "administration", (REFUSED, REFUSED, REFUSED, OK)),
        ("POST", "administration", (REFUSED, REFUSED, REFUSED, BAD)),
    ],
    r"formateur/sessions": [("GET", "formateur/sessions", (REFUSED, REFUSED, REFUSED, OK))],
    r"formateur/sessions/nouvelle": [
        ("GET", "formateur/sessions/nouvelle", (REFUSED, REFUSED, REFUSED, OK)),
        ("POST", "formateur/sessions/nouvelle", (REFUSED, REFUSED, REFUSED, BAD)),
    ],
    **{
        rf"formateur/sessions/{_SESSION}/{act}": [
            ("POST", f"formateur/sessions/s{'0' * 24}/{act}", (REFUSED, REFUSED, REFUSED, GONE))
        ]
        for act in ("regler", "dupliquer", "ranger", "code", "formateurs", "effacer")
    },
    r"formateur/notes\.csv": [("GET", "formateur/notes.csv", (REFUSED, REFUSED, REFUSED, OK))],
    r"formateur/sessions/(s[0-9a-f]{24})/notes\.csv": [
        ("GET", f"{NO_SESSION}/notes.csv", (REFUSED, REFUSED, REFUSED, GONE))
    ],
    r"formateur/sessions/(s[0-9a-f]{24})/kit": [
        ("GET", f"{NO_SESSION}/kit", (REFUSED, REFUSED, REFUSED, GONE))
    ],
    r"formateur/sessions/(s[0-9a-f]{24})/kit\.zip": [
        ("GET", f"{NO_SESSION}/kit.zip", (REFUSED, REFUSED, REFUSED, GONE))
    ],
    r"formateur/sessions/(s[0-9a-f]{24})/kit/([a-z0-9][a-z0-9-]*)\.(odt|docx|pdf)": [
        ("GET", f"{NO_SESSION}/kit/corriges.odt", (REFUSED, REFUSED, REFUSED, GONE))
    ],
    **{
        rf"formateur/sessions/{_SESSION}/{pattern}": [
            (method, f"{NO_SESSION}/{name}", (REFUSED, REFUSED, REFUSED, GONE))
        ]
        for pattern, method, name in (
            ("emporter", "GET", "emporter"),
            (r"(presence)\.(csv)", "GET", "presence.csv"),
            (r"(emargement|bilan)\.(odt|docx|pdf)", "GET", "bilan.pdf"),
            (r"notes-moodle\.csv", "POST", "notes-moodle.csv"),
            ("avis", "GET", "avis"),
        )
    },
    rf"seance/avis/{_SESSION}": [
        ("GET", f"seance/avis/s{'0' * 24}", (REFUSED, GONE, GONE, GONE)),
        ("POST", f"seance/avis/s{'0' * 24}", (REFUSED, GONE, GONE, GONE)),
    ],
    r"formateur/questions": [("GET", "formateur/questions", (REFUSED, REFUSED, REFUSED, OK))],
    r"formateur/questions\.csv": [
        ("GET", "formateur/questions.csv", (REFUSED, REFUSED, REFUSED, OK))
    ],
    r"attestations": [("GET", "attestations", (OK, OK, OK, OK))],
    r"attestations/([a-z0-9][a-z0-9-]*)": [
        ("POST", "attestations/inconnu", (REFUSED, GONE, GONE, GONE))
    ],
    r"verifier": [
        ("GET", "verifier", (OK, OK, OK, OK)),
        ("POST", "verifier", (BAD, BAD, BAD, BAD)),
    ],
    r"verifier/cles": [("GET", "verifier/cles", (OK, OK, OK, OK))],
    r"verifier/revoquees": [("GET", "verifier/revoquees", (OK, OK, OK, OK))],
    r"verifier/([A-Za-z0-9_-]{20,3900}\.[A-Za-z0-9_-]{20,100})": [
        ("GET", f"verifier/{'A' * 40}.{'A' * 86}", (OK, OK, OK, OK))
    ],
    r"aide": [("GET", "aide", (OK, OK, OK, OK))],
    r"glossaire": [("GET", "glossaire?q=date", (OK, OK, OK, OK))],
    r"formateur/sessions/(s[0-9a-f]{24})/tableau": [
        ("GET", f"formateur/sessions/s{'0' * 24}/tableau", (REFUSED, REFUSED, REFUSED, GONE))
    ],
    r"rejoindre": [
        ("GET", "rejoindre", (OK, OK, OK, OK)),
        ("POST", "rejoindre", (BAD, BAD, BAD, BAD)),
    ],
    r"rejoindre/([A-Za-z0-9-]{1,24})": [
        ("GET", "rejoindre/ACD-EFH-JKM", (BAD, BAD, BAD, BAD)),
        ("POST", "rejoindre/ACD-EFH-JKM", (BAD, BAD, BAD, BAD)),
    ],
    r"seance": [
        ("GET", "seance", (OK, OK, OK, OK)),
        ("POST", "seance", (GONE, GONE, GONE, GONE)),
    ],
    r"envoyer-mes-resultats": [
        ("GET", "envoyer-mes-resultats", (OK, OK, OK, OK)),
        ("POST", "envoyer-mes-resultats", (BAD, BAD, BAD, BAD)),
    ],
    r"ce-qui-est-conserve": [("GET", "ce-qui-est-conserve", (OK, OK, OK, OK))],
    r"mes-donnees/tout\.json": [("GET", "mes-donnees/tout.json", (REFUSED, OK, OK, OK))],
    r"mes-donnees": [("GET", "mes-donnees", (OK, OK, OK, OK))],
    r"mes-donnees/fichiers/([0-9]{1,12})": [
        ("POST", "mes-donnees/fichiers/999999", (REFUSED, GONE, GONE, GONE))
    ],
    r"mes-donnees/ma-progression\.zip": [
        ("GET", "mes-donnees/ma-progression.zip", (REFUSED, OK, OK, OK))
    ],
    r"mes-donnees/reprendre": [
        ("POST", "mes-donnees/reprendre", (REFUSED, CONFLICT, CONFLICT, CONFLICT))
    ],
    r"mes-donnees/code": [
        ("GET", "mes-donnees/code", (REFUSED, 405, 405, 405)),
        ("POST", "mes-donnees/code", (REFUSED, OK, OK, CONFLICT)),
    ],
    r"reprendre": [
        ("GET", "reprendre", (OK, OK, OK, OK)),
        ("POST", "reprendre", (BAD, BAD, BAD, BAD)),
    ],
    r"mes-donnees/tout": [("GET", "mes-donnees/tout", (REFUSED, OK, OK, OK))],
    r"mon-profil": [
        ("GET", "mon-profil", (OK, OK, OK, OK)),
        ("POST", "mon-profil", (303, 303, 303, 303)),
    ],
    r"mon-profil/effacer": [
        ("GET", "mon-profil/effacer", (REFUSED, 405, 405, 405)),
        ("POST", "mon-profil/effacer", (REFUSED, 303, 303, 303)),
    ],
    r"mon-parcours": [
        ("GET", "mon-parcours", (OK, OK, OK, OK)),
        ("POST", "mon-parcours", (404, 404, 404, 404)),
    ],
    r"mon-parcours/rapport\.(html|odt|docx|pdf)": [
        ("GET", "mon-parcours/rapport.odt", (REFUSED, OK, OK, OK)),
        ("GET", "mon-parcours/rapport.docx", (REFUSED, OK, OK, OK)),
        ("GET", "mon-parcours/rapport.pdf", (REFUSED, OK, OK, OK)),
    ],
    r"obligations": [("GET", "obligations", (OK, OK, OK, OK))],
    r"obligations/resultat": [
        ("GET", "obligations/resultat?type=commune&habitants=3500&agents=50", (OK, OK, OK, OK)),
        ("GET", "obligations/resultat", (BAD, BAD, BAD, BAD)),
    ],
    r"obligations/(obligations|deliberation|clause|marche)\.(odt|docx|pdf)": [
        ("GET", "obligations/marche.odt?type=syndicat&agents=3", (OK, OK, OK, OK)),
        ("GET", "obligations/deliberation.pdf?type=syndicat&agents=3", (OK, OK, OK, OK)),
        ("GET", "obligations/clause.pdf?type=syndicat&agents=3", (BAD, BAD, BAD, BAD)),
    ],
    r"decider": [("GET", "decider", (OK, OK, OK, OK))],
    r"decider/loi": [("GET", "decider/loi?type=syndicat&agents=3", (OK, OK, OK, OK))],
    r"decider/cout": [("GET", "decider/cout?type=syndicat&agents=3", (OK, OK, OK, OK))],
    r"decider/note": [("GET", "decider/note?type=syndicat&agents=3", (OK, OK, OK, OK))],
    r"decider/priorites": [("GET", "decider/priorites?type=syndicat&agents=3", (OK, OK, OK, OK))],
    r"decider/couts": [("GET", "decider/couts?type=syndicat&agents=3", (OK, OK, OK, OK))],
    r"decider/feuille-de-route": [
        ("GET", "decider/feuille-de-route?type=syndicat&agents=3", (OK, OK, OK, OK))
    ],
    r"animer/programme": [("GET", "animer/programme", (OK, OK, OK, OK))],
    r"decider/(note-de-decision|priorites|feuille-de-route)\.(odt|docx|pdf)": [
        ("GET", "decider/note-de-decision.odt?type=syndicat&agents=3", (OK, OK, OK, OK)),
        ("GET", "decider/priorites.docx?type=syndicat&agents=x", (BAD, BAD, BAD, BAD)),
        ("GET", "decider/feuille-de-route.pdf?type=syndicat&agents=3", (OK, OK, OK, OK)),
    ],
    r"animer/competences": [
        ("GET", "animer/competences", (OK, OK, OK, OK)),
        ("GET", "animer/competences?ecouter=9", (BAD, BAD, BAD, BAD)),
    ],
    r"animer/(programme)\.(odt|docx|pdf)": [
        ("GET", "animer/programme.odt?sessions=law", (OK, OK, OK, OK)),
        ("GET", "animer/programme.docx", (BAD, BAD, BAD, BAD)),
    ],
    r"depot/([a-z0-9][a-z0-9-]*)/([a-z0-9][a-z0-9-]*)": [
        ("POST", "depot/preparer/deliberations-sales", (REFUSED, CONFLICT, CONFLICT, CONFLICT)),
        ("POST", "depot/preparer/quiz", (REFUSED, GONE, GONE, GONE)),
        ("POST", "depot/validateur/fichier", (REFUSED, CONFLICT, CONFLICT, CONFLICT)),
        ("POST", "depot/validateur/autre", (REFUSED, GONE, GONE, GONE)),
        ("POST", "depot/anonymiser/fichier", (REFUSED, CONFLICT, CONFLICT, CONFLICT)),
        ("POST", "depot/anonymiser/autre", (REFUSED, GONE, GONE, GONE)),
    ],
    r"donnees/([a-z0-9][a-z0-9-]*)/([a-z0-9][a-z0-9-]*)/([A-Za-z0-9][A-Za-z0-9._-]*)": [
        ("GET", GIVEN, (REFUSED, OK, OK, OK)),
        (
            "GET",
            "donnees/preparer/deliberations-sales/deliberations.csv",
            (REFUSED, GONE, GONE, GONE),
        ),
        ("GET", "donnees/preparer/quiz/quiz.yml", (REFUSED, GONE, GONE, GONE)),
    ],
    r"corrige/([a-z0-9][a-z0-9-]*)/([a-z0-9][a-z0-9-]*)/([A-Za-z0-9][A-Za-z0-9._-]*)": [
        ("GET", SOLUTION, (REFUSED, GONE, GONE, GONE))
    ],
    rf"reprise/(validateur|{NAME}/{NAME})/(file|journal|script|report)/{FILE_NAME}": [
        ("GET", "reprise/validateur/file/a.csv", (REFUSED, GONE, GONE, GONE)),
        ("GET", "reprise/preparer/deliberations-sales/journal/a.csv", (REFUSED, GONE, GONE, GONE)),
        ("GET", "reprise/preparer/quiz/file/a.csv", (REFUSED, GONE, GONE, GONE)),
        ("GET", "reprise/validateur/secret/a.csv", (GONE, GONE, GONE, GONE)),
    ],
    rf"anonymise/(anonymiser|{NAME}/{NAME})/(file|script|recipe|register|key)/{FILE_NAME}": [
        ("GET", "anonymise/anonymiser/file/a.csv", (REFUSED, GONE, GONE, GONE)),
        ("GET", "anonymise/anonymiser/key/a.txt", (REFUSED, GONE, GONE, GONE)),
        ("GET", "anonymise/preparer/deliberations-sales/file/a.csv", (REFUSED, GONE, GONE, GONE)),
        ("GET", "anonymise/validateur/file/a.csv", (GONE, GONE, GONE, GONE)),
        ("GET", "anonymise/anonymiser/secret/a.csv", (GONE, GONE, GONE, GONE)),
    ],
    rf"occulte/({NAME})/({NAME})/{FILE_NAME}": [
        ("GET", "occulte/preparer/deliberations-sales/a-occulte.docx", (REFUSED, GONE, GONE, GONE)),
        ("GET", "occulte/preparer/quiz/quiz-occulte.pdf", (REFUSED, GONE, GONE, GONE)),
    ],
    r"sante": [
        ("GET", "sante", (OK, OK, OK, OK)),
        ("POST", "sante", (405, 405, 405, 405)),
    ],
    r"metrics": [("GET", "metrics", (OK, OK, OK, OK))],
    r"atelier/ouvrir": [
        ("GET", "atelier/ouvrir", (405, 405, 405, 405)),
        ("POST", "atelier/ouvrir", (CONFLICT, CONFLICT, CONFLICT, CONFLICT)),
    ],
    # No cookie speaks for a notebook: its token alone does (tests/server/test_atelier.py).
    r"atelier/fermer": [("POST", "atelier/fermer", (REFUSED, REFUSED, REFUSED, REFUSED))],
    r"atelier/faire/([a-z_]{1,40})": [
        ("POST", f"atelier/faire/{name}", (REFUSED, REFUSED, REFUSED, REFUSED))
        for name in ("view", "check", "hint", "solution")
    ],
    r"atelier/depot/([a-z0-9][a-z0-9-]*)/([a-z0-9][a-z0-9-]*)": [
        (
            "POST",
            "atelier/depot/preparer/deliberations-sales?nom=a.csv",
            (REFUSED, REFUSED, REFUSED, REFUSED),
        )
    ],
    r"page/([a-z_]{1,40})": [
        ("POST", "page/lesson_view", (REFUSED, REFUSED, REFUSED, REFUSED)),
        ("POST", "page/trainer_view", (REFUSED, REFUSED, REFUSED, REFUSED)),
        *(
            ("POST", f"page/{name}", (REFUSED, REFUSED, REFUSED, REFUSED))
            for name in sorted({**BENCH_OPERATIONS, **PRIVACY_OPERATIONS})
        ),
    ],
    r"pages/(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)/fermer": [
        ("POST", "pages/{kernel}/fermer", (REFUSED, NO_BODY, REFUSED, REFUSED))
    ],
    r"api/kernels/(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)/channels": [
        ("GET", "api/kernels/{kernel}/channels", (REFUSED, BAD, REFUSED, REFUSED))
    ],
    r"statique/VERSION/(.*)": [
        ("GET", "{static}page.js", (OK, OK, OK, OK)),
        ("GET", "{static}../templates/ouvroir/index.html.j2", (GONE, GONE, GONE, GONE)),
        ("GET", "{static}..%2f..%2fpiece.py", (REFUSED, REFUSED, REFUSED, REFUSED)),
    ],
}
