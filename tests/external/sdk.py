"""Calls the endpoint with Microsoft's SDK for Python: what succeeds, each refusal as the SDK's own exception with the findings in it,
the repetition after 429, bodies in gzip. Usage: sdk.py PROGRAM"""

import asyncio
import contextlib
import gzip
import json
import pathlib
import subprocess
import sys
import tempfile

import httpx
from kiota_abstractions.api_error import APIError
from kiota_abstractions.authentication import AnonymousAuthenticationProvider
from kiota_abstractions.base_request_configuration import RequestConfiguration
from kiota_http.middleware.options import RetryHandlerOption
from msgraph import GraphRequestAdapter, GraphServiceClient
from msgraph.generated.models.o_data_errors.o_data_error import ODataError
from msgraph.generated.models.synchronization_job_application_parameters import SynchronizationJobApplicationParameters
from msgraph.generated.models.synchronization_job_subject import SynchronizationJobSubject
from msgraph.generated.models.user import User
from msgraph.generated.service_principals.item.synchronization.jobs.item.provision_on_demand.provision_on_demand_post_request_body import (
    ProvisionOnDemandPostRequestBody,
)

PRINCIPAL = "60443998-8cf7-4e61-b05c-a53b658cb5e1"
JOB = "Azure2Azure.0c0e35dc188a4eb3b8ba61752154b407.9c8934a1-fe0d-4c01-8f6a-2ac48d7a6b6c"
RULE = "c0e1a2b3-91e6-4cf5-a0ef-5f2a4f0c8a17"


@contextlib.contextmanager
def endpoint(program, *options):
    process = subprocess.Popen([program, "serve", *options], stdout=subprocess.PIPE, text=True)
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait()


def client(base):
    adapter = GraphRequestAdapter(AnonymousAuthenticationProvider())
    # As the SDK has its own base URL, with a slash at the end; it puts another one behind.
    adapter.base_url = f"{base}/v1.0/"
    return GraphServiceClient(request_adapter=adapter)


def body(rule=RULE, kind="User"):
    subject = SynchronizationJobSubject(object_id="5e7b3a60-24b1-4f7b-9d0c-0d3f6a1b2c3d", object_type_name=kind)
    return ProvisionOnDemandPostRequestBody(
        parameters=[SynchronizationJobApplicationParameters(rule_id=rule, subjects=[subject])]
    )


def provision(graph):
    jobs = graph.service_principals.by_service_principal_id(PRINCIPAL).synchronization.jobs
    return jobs.by_synchronization_job_id(JOB).provision_on_demand


async def refused(call):
    """The exception that the SDK makes of an answer."""
    try:
        await call
    except APIError as error:
        return error
    raise AssertionError("it was not refused")


def rules(error):
    """The rules in the findings, as a program reads them."""
    assert isinstance(error, ODataError), error
    return [finding["rule"] for finding in error.error.inner_error.additional_data["findings"]]


async def success(program):
    with endpoint(program) as base:
        answer = await provision(client(base)).post(body())
        assert json.loads(answer.key)["result"] == "Success", answer.key
        assert json.loads(answer.value)["provisioningSteps"], answer.value
        graph = client(base)
        user = await graph.users.by_user_id("u").get()
        assert user.id == "u" and user.display_name, user
        created = await graph.users.post(User(display_name="Adele", account_enabled=True))
        assert created.display_name == "Adele" and created.id
        await graph.users.by_user_id("u").delete()
        listed = httpx.get(f"{base}/_requests").json()["requests"]
        assert [request["status"] for request in listed] == [200, 200, 201, 204], listed
        assert listed[0]["url"].startswith("https://graph.microsoft.com/v1.0//servicePrincipals/"), listed[0]["url"]


async def refusals(program):
    with tempfile.TemporaryDirectory() as folder:
        schema = pathlib.Path(folder) / "schema.json"
        schema.write_text(json.dumps({"synchronizationRules": [{"id": RULE, "objectMappings": [{"sourceObjectName": "User"}]}]}))
        with endpoint(program, "--sync-schema", str(schema)) as base:
            error = await refused(provision(client(base)).post(body("00000000-91e6-4cf5-a0ef-5f2a4f0c8a17")))
            assert error.response_status_code == 400
            assert error.error.code == "RequestParameterInvalid" and "does not include the rule" in error.error.message
            assert "rule-not-in-schema" in rules(error), rules(error)
            error = await refused(provision(client(base)).post(body("")))
            assert error.error.code == "RequestParameterInvalid", error.error
            error = await refused(provision(client(base)).post(ProvisionOnDemandPostRequestBody()))
            assert error.error.code == "BadRequest" and "missing-parameters" in rules(error), error.error
    with endpoint(program, "--strict") as base:
        error = await refused(provision(client(base)).post(body(kind="")))
        assert error.response_status_code == 400 and "blank-value" in rules(error), rules(error)
    with endpoint(program, "--require-token") as base:
        error = await refused(provision(client(base)).post(body()))
        assert error.response_status_code == 401 and error.error.code == "InvalidAuthenticationToken"


async def repetition(program):
    with endpoint(program, "--rate-limit") as base:
        graph = client(base)
        for _ in range(5):
            await provision(graph).post(body())
        # Without repetition it is an exception, and says when to try again.
        never = RequestConfiguration(options=[RetryHandlerOption(max_retries=0, should_retry=False)])
        error = await refused(provision(graph).post(body(), request_configuration=never))
        assert error.response_status_code == 429 and error.error.code == "TooManyRequests", error
        # With it, the SDK waits as long as the header asks, and succeeds.
        answer = await provision(graph).post(body())
        assert json.loads(answer.key)["result"] == "Success"
        statuses = [request["status"] for request in httpx.get(f"{base}/_requests").json()["requests"]]
        assert statuses[:5] == [200] * 5 and 429 in statuses[5:] and statuses[-1] == 200, statuses


async def compressed(program):
    with endpoint(program) as base:
        url = f"{base}/v1.0/servicePrincipals/{PRINCIPAL}/synchronization/jobs/{JOB}/provisionOnDemand"
        subjects = [{"objectId": "5e7b3a60-24b1-4f7b-9d0c-0d3f6a1b2c3d", "objectTypeName": "User"}]
        text = json.dumps({"parameters": [{"ruleId": RULE, "subjects": subjects}]}).encode()
        headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
        answer = httpx.post(url, content=gzip.compress(text), headers=headers)
        assert answer.status_code == 200, answer.text
        answer = httpx.post(url, content=gzip.compress(text.replace(b'"parameters":', b'"parameters"')), headers=headers)
        assert answer.status_code == 400 and answer.json()["error"]["innerError"]["findings"][0]["rule"] == "missing-colon"
        # A coding that is not known is repeated by the SDKs without it.
        answer = httpx.post(url, content=text, headers=headers | {"Content-Encoding": "zstd"})
        assert answer.status_code == 415, answer.text


async def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    for part in (success, refusals, repetition, compressed):
        await part(program)
        print(f"{part.__name__}: ok")


asyncio.run(main())
