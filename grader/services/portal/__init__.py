"""The sandbox portal's use-cases: spaces, calls of the API, files, pages."""
