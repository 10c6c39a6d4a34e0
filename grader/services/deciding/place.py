"""Where the pages to decide with are, for whoever leads to them."""

from __future__ import annotations

#: The addresses, below the site's.
DECIDE = "decider"
PRIORITIES = "decider/priorites"
COSTS = "decider/couts"
ROAD_MAP = "decider/feuille-de-route"
PROGRAMME = "animer/programme"
SKILLS = "animer/competences"
