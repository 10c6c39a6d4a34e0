"""A course made for the tests of « Quiz libre »: two modules, plain questions, known counts."""

from __future__ import annotations

from pathlib import Path

import yaml

#: What stands in every text that is told only once a question is answered.
LATER = "zirqualovent"
RIGHT, WRONG, WRONG_TOO = "La bonne", "La mauvaise", "Une autre mauvaise"
OPEN, PUBLISH = "Ouvrir ses données", "Publier ses données"
#: Objective → its text, and the items on it that may be posed to a newcomer.
OBJECTIVES = {
    "ou-o1": ("Choisir un fichier", ["ou-r01", "ou-r02", "ou-r03"]),
    "ou-o2": ("Nommer qui le tient à jour", ["ou-r04", "ou-r05"]),
    "ou-o3": ("Dire ce qui ne s'ouvre pas", ["ou-r06", "ou-r07"]),
    "ou-o4": ("Fixer une date de mise à jour", ["ou-s01"]),
    "pu-o1": ("Décrire un fichier", ["pu-r01", "pu-r02"]),
    "pu-o2": ("Choisir une licence", ["pu-r03", "pu-r04"]),
}
USABLE = frozenset(item for _, items in OBJECTIVES.values() for item in items)
#: The items of a graded quiz and of a graded case, by objective.
GRADED = {"ou-q01": "ou-o1", "ou-q02": "ou-o2", "ou-q03": "ou-o3"}
STEPS = {"pu-c01": "pu-o1", "pu-c02": "pu-o2"}
#: An item that a person marks.
READ = {"pu-t01": "pu-o2"}
LESSONS = {
    "ouvrir": {
        "choisir": ["ou-r01", "ou-r04"],
        "garder": ["ou-r02", "ou-r03", "ou-r05", "ou-r06", "ou-r07"],
    },
    "publier": {"decrire": ["pu-r01", "pu-r02", "pu-r03", "pu-r04", "pu-t01"]},
}


def write_course(folder: Path) -> Path:
    """Write the course in a folder that does not exist yet."""
    folder.mkdir(parents=True)
    _put(folder / "catalogue.yml", {"title": "Cours d'essai", "modules": list(LESSONS)})
    _put(folder / "sources.yml", {})
    _module(folder, "ouvrir", OPEN, GRADED, {"kind": "quiz", "items": list(GRADED)})
    steps = [{"item": name} for name in STEPS]
    _module(folder, "publier", PUBLISH, STEPS, {"kind": "case", "steps": steps})
    return folder


def _module(folder: Path, slug: str, title: str, graded: dict, exercise: dict) -> None:
    own = {key: told for key, told in OBJECTIVES.items() if key.startswith(slug[:2])}
    _put(
        folder / slug / "module.yml",
        {
            "title": title,
            "summary": "Un module pour les tests.",
            "audiences": ["agent"],
            "objectives": {key: text for key, (text, _) in own.items()},
            "lessons": list(LESSONS[slug]),
        },
    )
    items = [_choice(name, key) for key, (_, names) in own.items() for name in names]
    items += [_choice(name, key) for name, key in graded.items()]
    items += [_open_text(name, key) for name, key in READ.items() if key in own]
    _put(folder / slug / "quiz.yml", {"items": items})
    told = {"id": "bilan", "title": "Faire le bilan", "points": 6, "statement": "Répondez."}
    _put(folder / slug / "exercises.yml", {"exercises": [{**told, **exercise}]})
    for lesson, posed in LESSONS[slug].items():
        _lesson(folder / slug / f"{lesson}.md", f"Leçon pour {lesson}", posed)


def _choice(name: str, objective: str) -> dict:
    texts = (WRONG, RIGHT, WRONG_TOO)
    return {
        "id": name,
        "type": "single_choice",
        "objective": objective,
        "level": 1,
        "question": f"Que répondre à la question {name} ?",
        "hints": ["Relisez la question."],
        "explanation": f"Explication {LATER} de {name}.",
        "answers": [
            {"text": t, "feedback": f"Retour {LATER}.", "correct": t == RIGHT} for t in texts
        ],
    }


def _open_text(name: str, objective: str) -> dict:
    return {
        "id": name,
        "type": "open_text",
        "objective": objective,
        "level": 3,
        "question": "Que diriez-vous à un habitant ?",
        "rubric": [{"text": "Le fichier est nommé", "points": 2}],
    }


def _lesson(path: Path, title: str, posed: list[str]) -> None:
    parts = [f"---\ntitle: {title}\nsummary: Une leçon pour les tests.\nminutes: 5\n---\n"]
    parts.append("## Se questionner\n\nLisez, puis répondez.\n")
    parts += [f"```{{question}} {name}\n```\n" for name in posed]
    path.write_text("\n".join(parts), encoding="utf-8")


def _put(path: Path, data: object) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
