"""``ouvroir new``: begin a module, a lesson, a question or an exercise."""

from __future__ import annotations

import argparse
from typing import Any

from grader.errors import OuvroirError
from grader.settings import Settings
from grader.typography import french


def add_parser(subparsers: Any) -> None:
    """Declare the command and its options.

    Args:
        subparsers: those of ``ouvroir``.
    """
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "new",
        help="commencer un module, une leçon, une question ou un exercice",
        description=french(
            "Écrit le premier texte, valide et à compléter, sans toucher à ce qui existe. "
            "« ouvroir check » dit ensuite, ligne par ligne, ce qui reste à écrire."
        ),
    )
    things = parser.add_subparsers(
        title="Choses", metavar="module|lesson|item|exercise", dest="thing", required=True
    )
    module = things.add_parser("module", help="un module et sa première leçon")
    module.add_argument("name", metavar="NOM", help="nom du dossier : animer")
    module.add_argument("--title", required=True, metavar="TITRE", help="titre, en français")
    lesson = things.add_parser("lesson", help="une leçon et sa première question")
    lesson.add_argument("name", metavar="MODULE/NOM", help="preparer/nommer-un-fichier")
    lesson.add_argument("--title", required=True, metavar="TITRE", help="titre, en français")
    item = things.add_parser("item", help="une question")
    item.add_argument("name", metavar="MODULE", help="preparer")
    item.add_argument("--type", default="single_choice", metavar="TYPE", help="single_choice…")
    exercise = things.add_parser("exercise", help="un exercice et les réponses qui le prouvent")
    exercise.add_argument("name", metavar="MODULE/NOM", help="preparer/mon-exercice")
    exercise.add_argument(
        "--kind", default="quiz", metavar="SORTE", help="quiz, mend_file ou own_file"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write what is new and say where; see ``grader.content.scaffold.make``.

    Args:
        args: what to begin, its name and its title, type or kind.

    Returns:
        0.

    Raises:
        OuvroirError: a name is not well formed, is taken, or names no module.
    """
    from grader.content.scaffold.make import Scaffold

    settings = Settings.from_environment()
    scaffold = Scaffold(settings.courses)
    if args.thing == "module":
        scaffold.module(args.name, args.title)
    elif args.thing == "item":
        name = scaffold.item(args.name, args.type)
        print(french(f"Question {name}. Pour la poser dans une leçon : ```{{question}} {name}"))
    else:
        module, name = _two(args.name)
        if args.thing == "lesson":
            scaffold.lesson(module, name, args.title)
        else:
            scaffold.exercise(module, name, args.kind)
            fence = "quiz" if args.kind == "quiz" else "exercice"
            print(french(f"Pour le placer dans une leçon : ```{{{fence}}} {name}"))
    for path in scaffold.written:
        print(settings.courses / path)
    print(french("À compléter partout où se lit « [à compléter] ». Ensuite : ouvroir check."))
    return 0


def _two(name: str) -> tuple[str, str]:
    module, slash, own = name.partition("/")
    if not slash or "/" in own:
        raise OuvroirError(
            "bad-name",
            french(f"« {name} » ne dit pas dans quel module."),
            french("Écrivez le module, une barre oblique, puis le nom : preparer/nommer"),
        )
    return module, own
