"""What everything may know: numbers, names, agencies and divisions; no database, no Flask."""
