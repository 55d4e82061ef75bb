#!/usr/bin/env python3
"""Holds what the SAM transform makes of template.yaml against what the template means.

The rules in functions/local read the template before the transform, and cfn-lint finds nothing wrong with a CORS
configuration that has lost its methods.
"""
import logging

import boto3
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse


# the gateway itself reads there how tokens are checked
PUBLIC = {"IssuerApi"}


def transformed(file, region):
    with open(file, encoding="utf-8") as text:
        template = yaml_parse(text.read())
    for resource in template["Resources"].values():
        if "CodeUri" in resource.get("Properties", {}):
            # the transform takes uploaded archives only
            resource["Properties"]["CodeUri"] = "s3://bucket/archive.zip"
    translator = Translator({}, Parser(), boto_session=boto3.Session(region_name=region))
    return translator.translate(template, {})["Resources"]


def findings(api, resource, resources):
    body = resource["Properties"]["Body"]
    cors = body.get("x-amazon-apigateway-cors")
    if cors is not None:
        for name in ("allowOrigins", "allowMethods", "allowHeaders", "allowCredentials"):
            if not cors.get(name):
                yield f"{api}: CORS has no {name}"
    for server in body.get("servers", []):
        if not server.get("url"):
            yield f"{api}: a server has no URL, which fails the deployment"
    for name in resource.get("DependsOn", []):
        if name not in resources:
            yield f"{api}: waits for {name}, which the transform does not make"
    authorizers = body.get("components", {}).get("securitySchemes", {})
    for path, methods in body["paths"].items() if api not in PUBLIC else ():
        for method, operation in methods.items():
            for scheme, scopes in operation.get("security", [{"nobody": []}])[0].items():
                if scheme != "NONE" and not (scheme in authorizers and scopes):
                    yield f"{api}: {method} {path} has no authorizer or no scope"


def main():
    # it warns of figures about itself that nobody collects
    logging.disable(logging.WARNING)
    resources = transformed("template.yaml", "cn-north-1")
    apis = {name: each for name, each in resources.items() if each["Type"] == "AWS::ApiGatewayV2::Api"}
    found = [each for name, api in apis.items() for each in findings(name, api, resources)]
    if "x-amazon-apigateway-cors" not in apis["Api"]["Properties"]["Body"]:
        found.append("Api: pages of other origins are let in by nothing")
    if found:
        raise SystemExit("\n".join(found))


main()
