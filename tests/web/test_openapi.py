"""B11: every route answers JSON, and /openapi.json tells the truth about it."""

import jsonschema
import pytest

from functions.web import openapi


@pytest.fixture
def document(citizen):
    return openapi.describe(citizen.app)


@pytest.fixture
def visitor_of(journeys):
    """Who can open the page at a path."""
    return lambda path: journeys.get(path, journeys["everything else"])


def test_every_page_is_described(citizen, document):
    # The health check is for machines that watch the service, not for people's programs.
    pages = {rule.rule for rule in citizen.app.url_map.iter_rules()} - {"/healthz"}

    assert set(document["paths"]) == pages


def test_the_document_is_openapi_3_1(document):
    assert document["openapi"] == "3.1.0"
    for path in document["paths"].values():
        for operation in path.values():
            assert operation["summary"]
            for response in operation["responses"].values():
                for media in response.get("content", {}).values():
                    schema = media["schema"]
                    if "$ref" not in schema:
                        jsonschema.Draft202012Validator.check_schema(schema)


def test_what_each_page_answers_is_what_is_described(visitor_of, document):
    for path, operations in document["paths"].items():
        answer = visitor_of(path).get_json(path)

        schema = operations["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        jsonschema.validate(answer, {**schema, "components": document["components"]})


def test_each_post_takes_the_fields_that_its_form_names(visitor_of, document):
    for path, operations in document["paths"].items():
        if "post" in operations:
            body = operations["post"]["requestBody"]["content"]["application/json"]["schema"]
            named = {field["name"] for field in visitor_of(path).get_json(path)["form"]["fields"]}
            assert named | {"csrf_token"} == set(body["properties"])


def test_a_refusal_is_the_problem_that_is_described(citizen, document):
    refused = citizen.post_json("/login", {"code": "x"}, status=422)

    jsonschema.validate(refused, document["components"]["schemas"]["Problem"])
