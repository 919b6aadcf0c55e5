"""How anybody proves who they are: citizens and officers alike."""
