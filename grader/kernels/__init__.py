"""How kernels start: with an allow-listed environment, never with the server's own."""
