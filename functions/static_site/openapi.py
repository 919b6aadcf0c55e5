"""`/openapi.json`: what every route answers and takes, from the views' own contracts.

Made when the site is built, and served with it: a Lambda never pays for describing itself.
"""

import json
import typing
from typing import Any

from flask import Flask
from flask_babel import force_locale
from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core.core_schema import TypedDictSchema
from werkzeug.routing import Rule
from wtforms.validators import InputRequired, Length, Regexp

from functions.web.contracts import Contract, contract_of
from functions.web.fields import UploadField
from functions.web.forms import PortalForm, SecretField
from functions.web.pages import JSON, PROBLEM

Schema = dict[str, Any]
MULTIPART = "multipart/form-data"
NAMED = "#/components/schemas/"

PROBLEM_SCHEMA: Schema = {
    "type": "object",
    "description": "RFC 9457. `errors` names the fields that were refused; "
    "`reference` is for support when the fault is ours.",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "reference": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}

FORM_SCHEMA: Schema = {
    "type": "object",
    "description": "What the POST of this route takes; `csrf_token` goes back with it.",
    "required": ["csrf_token", "fields"],
    "properties": {
        "csrf_token": {"type": "string"},
        "fields": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name", "label", "hint"],
                "properties": {
                    **{name: {"type": "string"} for name in ("name", "label", "hint")},
                    "choices": {
                        "type": "array",
                        "description": "What may be sent, where only that may",
                        "items": {
                            "type": "object",
                            "required": ["value", "label"],
                            "properties": {name: {"type": "string"} for name in ("value", "label")},
                        },
                    },
                },
            },
        },
    },
}


def describe(app: Flask) -> Schema:
    """The OpenAPI 3.1 document of `app`'s declared routes."""
    contracts = _contracts(app)
    answers, named = _answers(contracts)
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule)
    with app.test_request_context(), force_locale("en"):
        paths = {
            path_of(rule): _path(rule, contracts[rule.endpoint], answers[rule.endpoint])
            for rule in rules
            if rule.endpoint in contracts
        }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "VssID",
            "version": "1",
            "description": "The pages of VssID as data: the same addresses, asked for with "
            "`Accept: application/json`. A POST takes the fields of the form that the GET of "
            "the same address describes, with its `csrf_token`, in one session's cookies.",
        },
        "paths": paths,
        "components": {"schemas": {**named, "Problem": PROBLEM_SCHEMA, "Form": FORM_SCHEMA}},
    }


def path_of(rule: Rule) -> str:
    """The route as OpenAPI writes it: `/register/{number}`."""
    return rule.rule.replace("<", "{").replace(">", "}")


def _contracts(app: Flask) -> dict[str, Contract]:
    """The contract of each view, by endpoint."""
    views = {endpoint: contract_of(view) for endpoint, view in app.view_functions.items()}
    return {endpoint: contract for endpoint, contract in views.items() if contract}


class _AnswerSchemas(GenerateJsonSchema):
    """TypedDicts with exactly their members, described by their docstrings in one line."""

    def typed_dict_schema(self, schema: TypedDictSchema) -> Schema:
        made = super().typed_dict_schema(schema)
        del made["title"]
        if "description" in made:
            made["description"] = " ".join(made["description"].split())
        return {**made, "additionalProperties": False}

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def _answers(contracts: dict[str, Contract]) -> tuple[dict[str, Schema], Schema]:
    """The schema of what each route's GET answers, and the named schemas that these refer to."""
    schemas, definitions = TypeAdapter.json_schemas(
        [
            (endpoint, "serialization", TypeAdapter[Any](contract.returns))
            for endpoint, contract in contracts.items()
        ],
        ref_template=NAMED + "{model}",
        schema_generator=_AnswerSchemas,
    )
    named = definitions["$defs"]
    answers = {}
    for (endpoint, _), schema in schemas.items():
        answer = named[schema["$ref"].removeprefix(NAMED)]
        answers[endpoint] = _with_form(answer) if contracts[endpoint].form else answer
    text = json.dumps(named)
    return answers, {name: each for name, each in named.items() if f'"{NAMED}{name}"' in text}


def _with_form(schema: Schema) -> Schema:
    return {
        **schema,
        "required": [*schema.get("required", []), "form"],
        "properties": {**schema["properties"], "form": {"$ref": NAMED + "Form"}},
    }


def _path(rule: Rule, contract: Contract, answer: Schema) -> Schema:
    refusal = {
        "description": "Refused; the title and the errors say why",
        "content": {PROBLEM: {"schema": {"$ref": NAMED + "Problem"}}},
    }
    path: Schema = _parameters(rule)
    methods = rule.methods or set()
    if "GET" in methods:
        path["get"] = {
            "summary": contract.summary,
            "operationId": rule.endpoint,
            "responses": {
                "200": {
                    "description": "The page's data",
                    "content": {JSON: {"schema": answer}},
                },
                "default": refusal,
            },
        }
    if contract.form and "POST" in methods:
        path["post"] = {
            "summary": contract.summary,
            "operationId": f"{rule.endpoint}.send",
            "requestBody": {
                "required": True,
                "content": {_sent_as(contract.form): {"schema": _form_schema(contract.form)}},
            },
            "responses": {
                "303": {
                    "description": "Done; `Location` is the next page",
                    "headers": {"Location": {"schema": {"type": "string"}}},
                },
                "default": refusal,
            },
        }
    return path


def _parameters(rule: Rule) -> Schema:
    named = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in sorted(rule.arguments)
    ]
    return {"parameters": named} if named else {}


def _sent_as(form: type) -> str:
    fields = typing.cast(PortalForm, form())._fields.values()
    return MULTIPART if any(isinstance(field, UploadField) for field in fields) else JSON


def _form_schema(form: type) -> Schema:
    fields = typing.cast(PortalForm, form())._fields
    required = [name for name, field in fields.items() if _is_required(field)]
    return {
        "type": "object",
        "required": ["csrf_token", *required],
        "properties": {name: _field_schema(field) for name, field in fields.items()},
    }


def _is_required(field: Any) -> bool:
    return any(isinstance(rule, InputRequired) for rule in field.validators)


def _field_schema(field: Any) -> Schema:
    schema: Schema = {"type": "string", "title": str(field.label.text)}
    if field.description:
        schema["description"] = str(field.description)
    if isinstance(field, UploadField):
        schema["format"] = "binary"
    if isinstance(field, SecretField):
        schema["format"] = "password"
    for rule in field.validators:
        if isinstance(rule, Regexp):
            schema["pattern"] = rule.regex.pattern.replace(r"\Z", "$")
        if isinstance(rule, Length) and rule.max > 0:
            schema["maxLength"] = rule.max
    return schema
