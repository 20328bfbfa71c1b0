"""The commands, thin over the public API; ``cli.py`` puts them together."""
