"""What somebody may type into any field, by malice or by accident."""

NASTY_TEXTS = [
    "' OR '1'='1",
    "1; DROP TABLE accounts; --",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{7*7}}",
    "../../etc/passwd",
    "\x00\x01",
    "a" * 5000,
    "﷽𝕏🏥",
    "١٢٣٤٥٦٧٨٩٠",
]
