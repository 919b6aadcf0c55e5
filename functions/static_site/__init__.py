"""The static site: what MkDocs calls while it builds, and what only a build needs."""
