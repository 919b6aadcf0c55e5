"""The registry from CSV files; never part of a Lambda package."""
