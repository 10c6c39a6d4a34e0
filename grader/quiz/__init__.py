"""Quiz items: types, scoring, public views. Keys never cross this room's public view."""
