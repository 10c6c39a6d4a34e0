"""The command ``ouvroir``: one file a command."""
