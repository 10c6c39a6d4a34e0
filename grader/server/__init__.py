"""The web: a subclass of Voilà's application with an explicit list of routes, deny by default."""
