"""What a new text says until its author has written hers; ``ouvroir check`` lists what is left."""

from __future__ import annotations

#: Stands wherever an author has to write; no lesson is shown with it unnoticed.
TO_WRITE = "[à compléter]"

MODULE = """\
title: {title}
summary: >-
  {to_write} En deux phrases : pour qui, et ce que l'on saura faire à la fin.
audiences:
  - agent
objectives:
  {prefix}-o1: "{to_write} Un verbe, et ce que la personne saura faire"
lessons:
  - {lesson}
"""

LESSON = """\
---
title: {title}
summary: "{to_write} Une phrase, pour l'accueil."
minutes: 10
---

## Se questionner

{to_write} Une situation que l'on rencontre en mairie, et ce qu'elle demande.

```{{question}} {item}
```

## Comprendre

{to_write} La règle, après l'exemple. Un mot technique est expliqué, ou évité.

:::{{a-savoir}} {to_write} Un titre court
{to_write} Deux ou trois phrases utiles tout de suite.
:::

## S'exercer

{to_write} Ce que la personne fait maintenant sur son propre fichier ou son propre cas.

## Retenir

- {to_write} Une phrase que l'on peut redire à un collègue.
"""

TAKEAWAY = """\
## À garder sous la main

- {to_write} Une phrase par ligne : ce que l'on relit six mois plus tard.
"""

QUIZ = """\
# {prefix}-r… : les questions posées au fil des leçons. {prefix}-q… : les questions notées.
# Un identifiant ne change jamais et ne resservira pas. Chaque réponse a son retour.

items:
"""

EXERCISES = """\
# Les exercices du module, dans l'ordre des leçons.

exercises:
"""

CASES = """\
# Des réponses types, et ce que chacune doit valoir. `ouvroir check` les exécute.

cases:
"""

QUIZ_EXERCISE = """\
id: {name}
kind: quiz
title: "{to_write} Un titre"
points: 1
statement: "{to_write} Ce que ce quiz demande, en une phrase."
items: [{item}]
"""

MEND_EXERCISE = """\
id: {name}
kind: mend_file
title: "{to_write} Un titre"
points: 5
statement: |-
  {to_write} Ce que le fichier contient, et ce que l'on en attend.
file: {file}
reference: {reference}
schema: {schema}
key: {key}
"""

OWN_EXERCISE = """\
id: {name}
kind: own_file
title: "{to_write} Un titre"
points: 5
statement: |-
  {to_write} Quel fichier la personne apporte, et où elle le trouve.
schemas: [{schema}]
"""

SOLUTION_CASE = """\
exercise: {name}
name: solution
events:
{events}
status: passed
points: {points}
"""

UNTOUCHED_CASE = """\
exercise: {name}
name: untouched
events: []
status: not_attempted
points: 0
"""
