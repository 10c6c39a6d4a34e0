"""The act of the course of redaction, as a town hall's word processor saves it, and its sandbox."""

from __future__ import annotations

from pathlib import Path

from tests.privacy.redaction.documents import W, paragraph, run, word


def _row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{paragraph(run(cell))}</w:tc>' for cell in cells)}</w:tr>"


def _item(text: str) -> str:
    return f"<w:p><w:pPr><w:numPr/></w:pPr>{run(text)}</w:p>"


ACT = word(
    paragraph(run("Procès-verbal du conseil municipal"), style="Titre")
    + paragraph(run("Aide sociale"), style="Titre1")
    + paragraph(
        run("La maire, Odile Fabre, expose : Mme Jeanne "),
        run("Duvernet, 12 rue des Lilas, demande une aide de 450 €."),
        run(" dossier 2026-114", "<w:vanish/>"),
    )
    + paragraph(run("Le conseil décide :"))
    + _item("d'accorder l'aide à l'unanimité ;")
    + _item("de verser 300 € à l'Amicale des aînés.")
    + f"<w:tbl>{_row('Bénéficiaire', 'Montant')}{_row('Jeanne Duvernet', '450 €')}"
    f"{_row('Amicale des aînés', '300 €')}</w:tbl>"
    + paragraph(
        run("Fait à Val-Ouvert, le 15/10/2026 (0,5 page, a.b@val.example) ; 𝒮igné : la maire.")
    ),
    word__comments=f"<w:comments {W}><w:comment>{paragraph(run('Mme Duvernet a rappelé'))}"
    "</w:comment></w:comments>",
    docProps__core='<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="urn:dc"><dc:creator>Paul Martel'
    "</dc:creator></cp:coreProperties>",
)


def act_sandbox(folder: Path) -> Path:
    """Make a sandbox that holds the act alone, as ``course_redact`` declares it."""
    place = folder / "bac" / "communes" / "exemple"
    place.mkdir(parents=True)
    (place / "proces-verbal.docx").write_bytes(ACT)
    return folder / "bac"
