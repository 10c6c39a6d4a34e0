"""How causes and repairs are told in French, one family a file."""
