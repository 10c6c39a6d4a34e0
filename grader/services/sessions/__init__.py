"""Training sessions: made by trainers, joined by a code, followed live, erased at their date."""
