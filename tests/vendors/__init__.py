"""The course compared with the vendors' own machine-readable models.

What AWS, Kubernetes and Docker publish for machines does not get out of date behind our back: `aws` reads botocore's
service models, `kubernetes` the OpenAPI schemas, `compose` the schema of Compose files, `client` the commands and flags
of the command lines. `claims` reads what the course says. The tests set one against the other; none needs a network.
"""
