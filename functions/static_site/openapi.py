"""`/openapi.json`: what every route answers and takes, from the views' own contracts.

Made when the site is built, and served with it: a Lambda never pays for describing itself.
"""

import types
import typing
from collections.abc import Iterator
from typing import Any

from flask import Flask
from flask_babel import force_locale
from werkzeug.routing import Rule
from wtforms.validators import InputRequired, Length, Regexp

from functions.web.contracts import Contract, contract_of
from functions.web.fields import UploadField
from functions.web.forms import PortalForm, SecretField
from functions.web.pages import JSON, PROBLEM

Schema = dict[str, Any]
MULTIPART = "multipart/form-data"

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
    with app.test_request_context(), force_locale("en"):
        paths = {path_of(rule): _path(app, rule) for rule in _rules(app)}
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
        "components": {"schemas": {"Problem": PROBLEM_SCHEMA, "Form": FORM_SCHEMA}},
    }


def path_of(rule: Rule) -> str:
    """The route as OpenAPI writes it: `/register/{number}`."""
    return rule.rule.replace("<", "{").replace(">", "}")


def contract_of_rule(app: Flask, rule: Rule) -> Contract | None:
    """The contract of the view behind a route."""
    return contract_of(app.view_functions[rule.endpoint])


def answer_schema(contract: Contract) -> Schema:
    """The schema of what a route's GET answers."""
    schema = _schema(contract.returns)
    if contract.form:
        schema["properties"]["form"] = {"$ref": "#/components/schemas/Form"}
        schema["required"] = [*schema["required"], "form"]
    return schema


def _rules(app: Flask) -> Iterator[Rule]:
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule)
    return (rule for rule in rules if contract_of_rule(app, rule))


def _path(app: Flask, rule: Rule) -> Schema:
    contract = typing.cast(Contract, contract_of_rule(app, rule))
    refusal = {
        "description": "Refused; the title and the errors say why",
        "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
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
                    "content": {JSON: {"schema": answer_schema(contract)}},
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


_SIMPLE = {str: "string", int: "integer", float: "number", bool: "boolean"}


def _schema(declared_type: Any) -> Schema:
    """A presenter's type as JSON Schema: TypedDict, list, Literal, union with None, plain."""
    if declared_type in _SIMPLE:
        return {"type": _SIMPLE[declared_type]}
    origin, arguments = typing.get_origin(declared_type), typing.get_args(declared_type)
    if origin is list:
        return {"type": "array", "items": _schema(arguments[0])}
    if origin is typing.Literal:
        return {"enum": list(arguments)}
    if origin in (typing.Union, types.UnionType):
        return {"anyOf": [_schema(each) for each in arguments]}
    if declared_type is types.NoneType:
        return {"type": "null"}
    return _object(declared_type)


def _object(typed_dict: Any) -> Schema:
    members = typing.get_type_hints(typed_dict)
    schema = {
        "type": "object",
        "required": list(members),
        "properties": {name: _schema(each) for name, each in members.items()},
        "additionalProperties": False,
    }
    if typed_dict.__doc__:
        schema["description"] = " ".join(typed_dict.__doc__.split())
    return schema
