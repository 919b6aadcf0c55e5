"""The systems of record behind us: code issuing and household health insurance."""
