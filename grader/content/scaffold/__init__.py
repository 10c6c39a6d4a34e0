"""Making the first text of a module, a lesson, a question or an exercise (``ouvroir new``)."""
