"""Synthetic people and cards; never part of a Lambda package."""
