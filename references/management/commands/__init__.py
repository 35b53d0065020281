"""The commands, one module each; each is a door."""
