"""B11: every route answers JSON, and /openapi.json tells the truth about it."""

import json
import re

import jsonschema
import pytest

from functions.static_site import openapi


@pytest.fixture
def document(citizen):
    return openapi.describe(citizen.app)


# The health check is for machines that watch the service; the others are files, not pages.
NOT_PAGES = {"/healthz", "/register/individual/photo/preview", "/register/{number}.pdf"}


@pytest.fixture
def answer_of(visitor):
    """What the page at a path answers to somebody who can open it."""

    def answer(path):
        client = visitor(path)
        return client.get_json(path.replace("{number}", getattr(client, "number", "")))

    return answer


def test_every_page_is_described(citizen, document):
    rules = {openapi.path_of(rule) for rule in citizen.app.url_map.iter_rules()}

    assert set(document["paths"]) == rules - NOT_PAGES


def test_the_document_is_openapi_3_1(document):
    assert document["openapi"] == "3.1.0"
    for path in document["paths"].values():
        for operation in (path[method] for method in ("get", "post") if method in path):
            assert operation["summary"]
            for response in operation["responses"].values():
                for media in response.get("content", {}).values():
                    schema = media["schema"]
                    if "$ref" not in schema:
                        jsonschema.Draft202012Validator.check_schema(schema)


def test_every_reference_leads_to_a_named_schema(document):
    named = document["components"]["schemas"]
    referred = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(document)))

    assert referred == set(named)
    for schema in named.values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_what_each_page_answers_is_what_is_described(answer_of, document):
    for path, operations in document["paths"].items():
        if "get" not in operations:
            continue
        answer = answer_of(path)

        schema = operations["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        jsonschema.validate(answer, {**schema, "components": document["components"]})


def test_each_post_takes_the_fields_that_its_form_names(answer_of, document):
    for path, operations in document["paths"].items():
        if "post" in operations:
            (content,) = operations["post"]["requestBody"]["content"].values()
            body = content["schema"]
            shown_at = path.removesuffix("/correct")
            named = {field["name"] for field in answer_of(shown_at)["form"]["fields"]}
            assert named | {"csrf_token"} == set(body["properties"])


def test_a_refusal_is_the_problem_that_is_described(citizen, document):
    refused = citizen.post_json("/login", {"code": "x"}, status=422)

    jsonschema.validate(refused, document["components"]["schemas"]["Problem"])
