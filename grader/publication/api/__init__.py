"""The API of the portal: routes, one file a family, and the way from a call to an answer."""
