"""The local inbox: every SMS and email that this machine sent, one JSON object a line."""

import json
from datetime import datetime
from pathlib import Path

FILE = "messages.jsonl"


def append(folder: Path, *, to: str, channel: str, text: str, sent_at: datetime) -> None:
    """Add one message in a single write, so that no reader sees half a line."""
    line = {
        "to": to,
        "channel": channel,
        "text": text,
        # Finer than in pages: a reader tells by it what came after a message of the same second.
        "sent_at": sent_at.isoformat(timespec="milliseconds"),
    }
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / FILE).open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")


def newest_first(folder: Path, *, limit: int = 200) -> list[dict[str, str]]:
    """The last `limit` messages: to, channel, text, sent_at."""
    try:
        lines = (folder / FILE).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    return [json.loads(line) for line in reversed(lines[-limit:])]
