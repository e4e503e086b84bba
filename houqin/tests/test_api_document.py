"""The OpenAPI document says what the API does: proved by asking."""

import json
import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis import GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    negative_data_rejection,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)

from houqin.areas.repairs.tests.samples import a_work_kind, an_order
from houqin.kernel.api.openapi import document
from houqin.kernel.declare import register
from houqin.tests.api import key_of
from houqin.tests.people import World, user_of

EXAMPLES = int(os.environ.get("HOUQIN_FUZZ", "6"))
"""Of each operation, right and wrong; more by HOUQIN_FUZZ=100."""
CHECKS: list[Any] = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance, negative_data_rejection,
]  # fmt: skip


def every_operation() -> list[tuple[str, str]]:
    return [
        (path, method) for path, methods in document()["paths"].items() for method in methods if method != "parameters"
    ]


def test_the_document_is_valid_openapi() -> None:
    OpenAPIV31SpecValidator(json.loads(json.dumps(document()))).validate()


def test_every_ledger_that_declares_an_api_is_in_it() -> None:
    paths = document()["paths"]
    for record_type in register:
        assert (f"/api/v1/{record_type.path}/" in paths) == (record_type.api is not None), record_type.key


def test_arguments_of_an_action_are_in_it_with_their_choices_and_lines() -> None:
    schemas = document()["components"]["schemas"]
    finish = schemas["repairs_order.finish"]
    assert finish["required"] == ["lines"]
    line = finish["properties"]["lines"]["items"]
    assert (line["required"], line["properties"]["kind"]["type"]) == (["kind"], "integer")
    trade = schemas["repairs_order_new"]["properties"]["trade"]
    assert trade["x-labels"]["water"] == "水"
    assert schemas["repairs_order"]["properties"]["due_on"]["type"] == ["string", "null"]


def test_everybody_may_read_the_document_and_members_the_page(world: World) -> None:
    anonymous, mira = Client(), Client()
    mira.force_login(user_of(world, "mira"))

    assert anonymous.get("/api/v1/openapi.json").json()["openapi"] == "3.1.0"
    assert anonymous.get("/api/v1/docs/").status_code == 302
    page = mira.get("/api/v1/docs/").content.decode()
    for methods in document()["paths"].values():
        for method, told in methods.items():
            if method != "parameters":
                assert f'id="{told["operationId"]}"' in page
    assert "http://" not in page.replace("http://127.0.0.1:8000", "").replace("http://testserver", "")


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Requests come and go in the test's own transaction: nothing may hang up between them (Django's test client does the same)."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.mark.usefixtures("one_connection")
@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize(
    ("who", "examples"), [("mira", EXAMPLES), pytest.param("dana", EXAMPLES // 3, marks=pytest.mark.sqlite)]
)
def test_whatever_is_sent_the_answer_is_as_documented(
    world: World, who: str, examples: int, mode: GenerationMode
) -> None:
    """Schemathesis asks every operation, rightly and wrongly, as a director who may nearly all and an auditor who changes nothing.

    What the auditor may not is refused before any database is asked, so one will do.
    """
    an_order(world)
    a_work_kind(world)
    headers = {"Authorization": f"Bearer {key_of(world, who)}"}
    schema = schemathesis.openapi.from_dict(json.loads(json.dumps(document())))
    schema.app = WSGIHandler()
    failures: list[str] = []
    operations: list[Any] = [result.ok() for result in schema.get_all_operations()]  # type: ignore[union-attr]
    for operation in operations:
        try:
            _asked(operation, mode, headers, examples)
        except (Exception, BaseExceptionGroup) as error:
            failures.append(f"{operation.label} {mode.value}: {_said(error)}")
    assert not failures, f"{len(failures)} failures\n\n" + "\n\n".join(failures)


def _asked(operation: Any, mode: GenerationMode, headers: dict[str, str], examples: int) -> None:
    @settings(
        max_examples=examples, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        sent = {**(case.headers or {}), **headers}
        case.validate_response(case.call(headers=sent), checks=CHECKS, headers=sent)

    ask()


def _said(error: BaseException) -> str:
    if isinstance(error, BaseExceptionGroup):
        return "; ".join(_said(one) for one in error.exceptions)
    return f"{type(error).__name__}: {error}"[:1500]
