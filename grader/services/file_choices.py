"""Which files may be dropped, told before one is chosen."""

from __future__ import annotations

ACCEPTS = ".csv,.tsv,.txt,.xlsx,.xls,.ods"
FORMATS = (
    "Un fichier CSV (.csv, .tsv, .txt), ou un classeur Excel (.xlsx, .xls) ou LibreOffice (.ods)"
)
