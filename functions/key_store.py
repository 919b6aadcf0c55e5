"""The signing keys in AWS Secrets Manager, read once, at a Lambda's cold start."""

from typing import Any


def client(region: str) -> Any:
    """A client that gives up soon; botocore is here already, for the tables."""
    import botocore.session
    from botocore.config import Config

    patience = Config(connect_timeout=2, read_timeout=5, retries={"total_max_attempts": 3})
    session = botocore.session.get_session()
    return session.create_client("secretsmanager", region_name=region, config=patience)


def read(secret_id: str, secrets_manager: Any) -> str:
    """The text of the secret. Raises botocore's errors: without keys nothing can start."""
    return secrets_manager.get_secret_value(SecretId=secret_id)["SecretString"]
