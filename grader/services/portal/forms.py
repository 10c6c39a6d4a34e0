"""Forms of the portal's pages: what they ask, what was typed, what to mend."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from grader.publication.problems import Problem
from grader.typography import french


class FormFault(Exception):  # noqa: N818 - a refusal that a form shows, not a fault
    """A form that cannot be taken as it was filled.

    Args:
        errors: a sentence for each field to mend, by its name; "" for the whole form.
    """

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__()
        self.errors = {name: french(text) for name, text in errors.items()}


@dataclass(frozen=True)
class Choice:
    """One of the answers of a field.

    Attributes:
        value: what is sent.
        label: what is read.
        hint: what it means, beneath; may be empty.
        group: heading under which a long list puts it; may be empty.
    """

    value: str
    label: str
    hint: str = ""
    group: str = ""


@dataclass(frozen=True)
class Field:
    """One question of a form.

    Attributes:
        name: in what is sent; also names its place in the page.
        label: the question.
        kind: ``line``, ``text``, ``date``, ``address``, ``radios``, ``list``, ``box``, ``file``.
        hint: what helps to answer, said before; may be empty.
        value: what is shown in it.
        error: what to mend, or "".
        choices: of radios and lists.
        rows: height of a text.
        optional: whether it may be left empty.
        longest: characters that it takes; 0 where nothing is said.
    """

    name: str
    label: str
    kind: str = "line"
    hint: str = ""
    value: str = ""
    error: str = ""
    choices: tuple[Choice, ...] = ()
    rows: int = 6
    optional: bool = False
    longest: int = 0

    @property
    def groups(self) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
        """Give the choices under their headings, in order."""
        names = dict.fromkeys(choice.group for choice in self.choices)
        return tuple(
            (name, tuple(one for one in self.choices if one.group == name)) for name in names
        )


@dataclass(frozen=True)
class Form:
    """A page that asks one thing.

    Attributes:
        title: what it asks for.
        fields: its questions.
        submit: on the button: a verb.
        cancel: where one goes who changes her mind.
        lead: what will happen, said first, sentence by sentence.
        errors: (name of the field or "", sentence), for the summary at the top.
        after: what happens once it is sent, beneath the button; may be empty.
    """

    title: str
    fields: tuple[Field, ...]
    submit: str
    cancel: str
    lead: tuple[str, ...] = ()
    errors: tuple[tuple[str, str], ...] = ()
    after: str = ""


def filled(form: Form, values: Mapping[str, str], errors: Mapping[str, str] | None = None) -> Form:
    """Give a form with what was typed, and what to mend of it.

    Args:
        form: as it is asked.
        values: what was typed, by name of field; a field that is not there keeps its value.
        errors: a sentence for each field to mend, by its name; "" for the whole form.
    """
    errors = errors or {}
    fields = tuple(
        replace(
            field,
            value="" if field.kind == "file" else values.get(field.name, field.value),
            error=errors.get(field.name, ""),
        )
        for field in form.fields
    )
    order = [field.name for field in form.fields]
    listed = [(name, errors[name]) for name in order if name in errors]
    listed = [("", text) for name, text in errors.items() if name not in order] + listed
    return replace(form, fields=fields, errors=tuple(listed))


def told(fields: Sequence[Field]) -> tuple[Field, ...]:
    """Put French typography into labels and hints."""
    return tuple(
        replace(
            field,
            label=french(field.label),
            hint=french(field.hint),
            choices=tuple(
                replace(one, label=french(one.label), hint=french(one.hint))
                for one in field.choices
            ),
        )
        for field in fields
    )


def as_fault(problem: Problem, names: Mapping[str, str]) -> FormFault:
    """Tell in a form what the portal refused.

    Args:
        problem: the refusal.
        names: field of the form for each field of the API.
    """
    errors = problem.body.get("errors")
    found: dict[str, str] = {}
    if isinstance(errors, Mapping):
        for name, value in errors.items():
            if name in names:
                found[names[name]] = _sentence(value)
    if len(found) == 1:
        # The explanation says what to do; the real portal's own words say less.
        [name] = found
        found[name] = problem.explanation or found[name]
    return FormFault(found or {"": problem.explanation or "Le portail a refusé cet envoi."})


def required(values: Mapping[str, str], sentences: Mapping[str, str]) -> dict[str, str]:
    """Give the sentence of each field that was left empty."""
    return {name: text for name, text in sentences.items() if not values.get(name, "").strip()}


def too_long(form: Form, values: Mapping[str, str]) -> dict[str, str]:
    """Give the sentence of each field where more was typed than it takes."""
    return {
        field.name: (
            f"Raccourcissez : {field.longest} signes au plus, il y en a "
            f"{len(values[field.name].strip())}."
        )
        for field in form.fields
        if field.longest and len(values.get(field.name, "").strip()) > field.longest
    }


def check(errors: Mapping[str, str]) -> None:
    """Stop at a form that has something to mend.

    Raises:
        FormFault: there is an error.
    """
    if errors:
        raise FormFault(errors)


def refusing(names: Mapping[str, str], work: Callable[[], Any]) -> Any:
    """Do something; what the portal refuses of it is told in the form.

    Args:
        names: field of the form for each field of the API.
        work: what to do.

    Raises:
        FormFault: the portal refused what was typed.
        Problem: it refused for another reason: a right, an object that is gone.
    """
    try:
        return work()
    except Problem as problem:
        if problem.status not in (400, 413, 415):
            raise
        raise as_fault(problem, names) from problem


def _sentence(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return " ".join(_sentence(one) for one in value.values())
    if isinstance(value, list):
        return " ".join(_sentence(one) for one in value)
    return ""
