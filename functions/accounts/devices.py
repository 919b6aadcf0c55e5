"""What a device is called when its owner is shown where the account is signed in."""

# Looked for in this order: an Android phone also says Linux, an iPad may say Mac OS X.
_KINDS = ("iPhone", "iPad", "Android", "Windows", "Mac OS X", "Linux")


def label(user_agent: str) -> str:
    """The kind of device that a User-Agent header names, or "" if it names none."""
    return next((kind for kind in _KINDS if kind in user_agent), "")
