"""The list of routes: what is not here does not exist."""

from __future__ import annotations

from typing import Any

import tornado.web

from grader.server import (
    account_pages,
    atelier_api,
    attestation_pages,
    board_pages,
    deciding_pages,
    downloads,
    glossary_pages,
    health_pages,
    joining_pages,
    kernels,
    kit_pages,
    learning_pages,
    my_data_pages,
    obligation_pages,
    page_api,
    portal_routes,
    profile_pages,
    progress_pages,
    resume_code_pages,
    road_pages,
    satisfaction_pages,
    sending_pages,
    session_export_pages,
    session_pages,
    static_files,
    statistics_pages,
    trainer_pages,
    uploads,
    voila_pages,
    watch_pages,
)

_SLUG = r"([a-z0-9][a-z0-9-]*)"
#: Ids of sessions, as ``TrainingSessions.create`` makes them.
_SESSION = r"(s[0-9a-f]{24})"
_EXERCISE = r"[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*"
_KERNEL = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"
_FILE = r"([A-Za-z0-9][A-Za-z0-9._-]*)"

#: Pattern below the base URL, handler, and its arguments.
ROUTES: tuple[tuple[str, type[tornado.web.RequestHandler], dict[str, Any]], ...] = (
    (r"", voila_pages.HomePage, {}),
    (rf"module/{_SLUG}", voila_pages.ModulePage, {}),
    (rf"lecon/{_SLUG}/{_SLUG}", voila_pages.LessonPage, {}),
    (r"validateur", voila_pages.BenchPage, {}),
    (r"anonymiser", voila_pages.PrivacyPage, {}),
    (r"quiz-libre", voila_pages.FreeQuizPage, {}),
    (r"positionnement", voila_pages.PlacementPage, {}),
    (r"revision", voila_pages.ReviewPage, {}),
    (r"revision/a-revoir\.ics", learning_pages.ReviewCalendar, {}),
    (r"formateur", voila_pages.TrainerPage, {}),
    (r"connexion", account_pages.LoginPage, {}),
    (r"deconnexion", account_pages.Logout, {}),
    (r"administration", account_pages.AdminPage, {}),
    (r"formateur/sessions", session_pages.SessionList, {}),
    (r"formateur/sessions/nouvelle", session_pages.NewSession, {}),
    (rf"formateur/sessions/{_SESSION}/regler", session_pages.EditSession, {}),
    (rf"formateur/sessions/{_SESSION}/dupliquer", session_pages.DuplicateSession, {}),
    (rf"formateur/sessions/{_SESSION}/ranger", session_pages.PutAwaySession, {}),
    (rf"formateur/sessions/{_SESSION}/code", session_pages.RenewCode, {}),
    (rf"formateur/sessions/{_SESSION}/formateurs", session_pages.SessionTrainers, {}),
    (rf"formateur/sessions/{_SESSION}/effacer", session_pages.EraseSession, {}),
    (r"formateur/entrer", trainer_pages.EnterTrainerRoom, {}),
    (rf"formateur/session/{_SESSION}", voila_pages.RoomPage, {}),
    (r"formateur/notes\.csv", downloads.GradesFile, {}),
    (rf"formateur/sessions/{_SESSION}/notes\.csv", downloads.GradesFile, {}),
    (rf"formateur/sessions/{_SESSION}/kit", kit_pages.KitPage, {}),
    (rf"formateur/sessions/{_SESSION}/kit\.zip", kit_pages.KitFile, {}),
    (rf"formateur/sessions/{_SESSION}/kit/{_SLUG}\.(odt|docx|pdf)", kit_pages.KitFile, {}),
    (rf"formateur/sessions/{_SESSION}/emporter", session_export_pages.ExportPage, {}),
    (rf"formateur/sessions/{_SESSION}/(presence)\.(csv)", session_export_pages.SessionFile, {}),
    (
        rf"formateur/sessions/{_SESSION}/(emargement|bilan)\.(odt|docx|pdf)",
        session_export_pages.SessionFile,
        {},
    ),
    (rf"formateur/sessions/{_SESSION}/notes-moodle\.csv", session_export_pages.MoodleFile, {}),
    (rf"formateur/sessions/{_SESSION}/avis", session_export_pages.OpinionsPage, {}),
    (r"formateur/questions", statistics_pages.QuestionsPage, {}),
    (r"formateur/questions\.csv", statistics_pages.QuestionsFile, {}),
    (r"aide", voila_pages.HelpPage, {}),
    (r"glossaire", glossary_pages.GlossaryPage, {}),
    (rf"formateur/sessions/{_SESSION}/tableau", board_pages.BoardPage, {}),
    (r"rejoindre", joining_pages.CodePage, {}),
    (r"rejoindre/([A-Za-z0-9-]{1,24})", joining_pages.JoinPage, {}),
    (r"seance", joining_pages.SeatsPage, {}),
    (rf"seance/avis/{_SESSION}", satisfaction_pages.OpinionPage, {}),
    (r"envoyer-mes-resultats", sending_pages.SendPage, {}),
    (r"ce-qui-est-conserve", my_data_pages.KeptPage, {}),
    (r"mes-donnees", my_data_pages.MyDataPage, {}),
    (r"mes-donnees/tout\.json", my_data_pages.EverythingFile, {}),
    (r"mes-donnees/fichiers/([0-9]{1,12})", my_data_pages.EraseFile, {}),
    (r"mes-donnees/ma-progression\.zip", progress_pages.ProgressFile, {}),
    (r"mes-donnees/reprendre", progress_pages.ResumeFromFile, {}),
    (r"mes-donnees/code", resume_code_pages.MakeResumeCode, {}),
    (r"reprendre", resume_code_pages.ResumePage, {}),
    (r"mes-donnees/tout", my_data_pages.EraseEverything, {}),
    (r"mon-profil", profile_pages.ProfilePage, {}),
    (r"mon-profil/effacer", profile_pages.EraseProfile, {}),
    (r"mon-parcours", road_pages.RoadPage, {}),
    (r"mon-parcours/rapport\.(html|odt|docx|pdf)", road_pages.RoadReport, {}),
    (r"obligations", obligation_pages.ObligationsPage, {}),
    (r"obligations/resultat", obligation_pages.ObligationsResult, {}),
    (
        r"obligations/(obligations|deliberation|clause|marche)\.(odt|docx|pdf)",
        obligation_pages.ObligationsPaper,
        {},
    ),
    (r"decider", deciding_pages.BeginPage, {}),
    (r"decider/loi", deciding_pages.LawPage, {}),
    (r"decider/cout", deciding_pages.CostPage, {}),
    (r"decider/note", deciding_pages.NotePage, {}),
    (r"decider/priorites", deciding_pages.PrioritiesPage, {}),
    (r"decider/couts", deciding_pages.CostsPage, {}),
    (r"decider/feuille-de-route", deciding_pages.RoadMapPage, {}),
    (
        r"decider/(note-de-decision|priorites|feuille-de-route)\.(odt|docx|pdf)",
        deciding_pages.DecidingPaper,
        {},
    ),
    (r"animer/programme", deciding_pages.ProgrammePage, {}),
    (r"animer/competences", deciding_pages.SkillsPage, {}),
    (r"animer/(programme)\.(odt|docx|pdf)", deciding_pages.DecidingPaper, {}),
    (rf"depot/{_SLUG}/{_SLUG}", uploads.Upload, {}),
    (r"atelier/ouvrir", atelier_api.OpenAtelier, {}),
    (r"atelier/fermer", atelier_api.CloseAtelier, {}),
    (r"atelier/faire/([a-z_]{1,40})", atelier_api.AtelierOperation, {}),
    (rf"atelier/depot/{_SLUG}/{_SLUG}", atelier_api.AtelierUpload, {}),
    (rf"donnees/{_SLUG}/{_SLUG}/{_FILE}", downloads.GivenFile, {}),
    (rf"corrige/{_SLUG}/{_SLUG}/{_FILE}", downloads.SolutionFile, {}),
    (
        rf"reprise/(validateur|{_EXERCISE})/(file|journal|script|report)/{_FILE}",
        downloads.MendedFile,
        {},
    ),
    (
        rf"anonymise/(anonymiser|{_EXERCISE})/(file|script|recipe|register|key)/{_FILE}",
        downloads.AnonymisedFile,
        {},
    ),
    (rf"occulte/{_SLUG}/{_SLUG}/{_FILE}", downloads.RedactedFile, {}),
    # Those of the sandbox portal are in ``portal_routes``: ``ouvroir portal`` mounts them alone.
    *portal_routes.ROUTES,
    (r"attestations", attestation_pages.AttestationsPage, {}),
    (rf"attestations/{_SLUG}", attestation_pages.AttestationFile, {}),
    (r"verifier", attestation_pages.VerifyPage, {}),
    (r"verifier/cles", attestation_pages.KeysPage, {}),
    (r"verifier/revoquees", attestation_pages.RevokedPage, {}),
    (r"verifier/([A-Za-z0-9_-]{20,3900}\.[A-Za-z0-9_-]{20,100})", attestation_pages.VerifyPage, {}),
    (r"sante", health_pages.HealthPage, {}),
    (r"metrics", health_pages.MetricsPage, {}),
    (r"page/([a-z_]{1,40})", page_api.PageOperation, {}),
    (rf"pages/{_KERNEL}/fermer", kernels.ClosePage, {}),
    (rf"api/kernels/{_KERNEL}/channels", kernels.KernelSocket, {}),
    static_files.ROUTE,
)


#: Mounted under ``ouvroir serve --watch`` alone.
WATCH_ROUTES: tuple[tuple[str, type[tornado.web.RequestHandler], dict[str, Any]], ...] = (
    (r"apercu", watch_pages.PreviewNews, {}),
)


def handlers(
    base_url: str, *, watch: bool = False
) -> list[tuple[str, type[tornado.web.RequestHandler], dict[str, Any]]]:
    """Give the routes as Tornado takes them.

    Args:
        base_url: prefix with both slashes.
        watch: whether pages follow the files of the courses.
    """
    routes = (*ROUTES, *WATCH_ROUTES) if watch else ROUTES
    return [(f"{base_url}{pattern}", handler, dict(args)) for pattern, handler, args in routes]
