"""The documentation of the API, made of its routes and of schemas kept as data."""

from grader.publication.openapi.document import openapi_document
from grader.publication.openapi.swagger import swagger_document

__all__ = ["openapi_document", "swagger_document"]
