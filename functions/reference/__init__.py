"""Facts and parsers that every room may use: they know no database and no Flask."""
