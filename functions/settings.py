"""What differs between environments, and nothing else; each entry point reads it once.

Every variable starts with `VSSID_`. A missing or malformed one stops the process at its start,
where a deployment notices it, and not at a citizen's first click.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from functions import key_store

LOCAL_STAGE = "local"


class MissingSetting(RuntimeError):
    """A variable that this stage needs is not set."""


@dataclass(frozen=True)
class Settings:
    """One environment.

    stage              `local`, `test`, or the name of a deployed stage; part of table names
    public_url         scheme and host that people see; https makes cookies `__Host-` and Secure
    secret_keys        the first signs cookies and pages, every one verifies them. To change it
                       without signing anybody out: add a key at the end and deploy, move it to
                       the front and deploy, and drop the old one a day later
    region             AWS region of the tables and channels
    dynamodb_endpoint  URL of a local engine; None means AWS
    inbox              folder of the local inbox; None means SNS and SES
    email_sender       the From address of emails sent through SES
    cdn_key            what our CDN sends in X-Origin-Key; its headers about the visitor are
                       believed only beside it, and without a key never
    """

    stage: str
    public_url: str
    secret_keys: tuple[str, ...] = field(repr=False)
    region: str = "ap-southeast-1"
    dynamodb_endpoint: str | None = None
    inbox: Path | None = None
    email_sender: str = "no-reply@vssid.example"
    cdn_key: str | None = field(default=None, repr=False)

    @property
    def is_local(self) -> bool:
        return self.stage == LOCAL_STAGE

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def table_prefix(self) -> str:
        return f"vssid-{self.stage}-"

    @classmethod
    def from_environment(
        cls,
        environment: Mapping[str, str] = os.environ,
        *,
        secrets_manager: Callable[[str], Any] = key_store.client,
    ) -> "Settings":
        """Read `VSSID_*` variables. Raises MissingSetting, naming the variable.

        The signing keys are in VSSID_SECRET_KEYS, separated by commas; or VSSID_SECRET_ID names
        the secret of AWS Secrets Manager that holds them, read with a client for the region.
        """

        def required(name: str) -> str:
            value = environment.get(name, "")
            if not value:
                raise MissingSetting(f"Set {name}")
            return value

        inbox = environment.get("VSSID_INBOX")
        region = environment.get("VSSID_REGION") or cls.region
        secret_id = environment.get("VSSID_SECRET_ID")
        if secret_id:
            keys = key_store.read(secret_id, secrets_manager(region))
        else:
            keys = required("VSSID_SECRET_KEYS")
        return cls(
            stage=required("VSSID_STAGE"),
            public_url=required("VSSID_PUBLIC_URL").rstrip("/"),
            secret_keys=tuple(keys.split(",")),
            region=region,
            dynamodb_endpoint=environment.get("VSSID_DYNAMODB_ENDPOINT") or None,
            inbox=Path(inbox) if inbox else None,
            email_sender=environment.get("VSSID_EMAIL_SENDER") or cls.email_sender,
            cdn_key=environment.get("VSSID_CDN_KEY") or None,
        )
