"""What French Excel shows for truth values and failed calculations."""

from __future__ import annotations

TRUE, FALSE = "VRAI", "FAUX"

#: By the name that XLSX stores, which is the English one.
ERRORS = {
    "#VALUE!": "#VALEUR!",
    "#NAME?": "#NOM?",
    "#NULL!": "#NUL!",
    "#NUM!": "#NOMBRE!",
    "#SPILL!": "#PROPAGATION!",
}
#: By the number that XLS stores.
ERROR_NUMBERS = {
    0: "#NUL!",
    7: "#DIV/0!",
    15: "#VALEUR!",
    23: "#REF!",
    29: "#NOM?",
    36: "#NOMBRE!",
    42: "#N/A",
}
