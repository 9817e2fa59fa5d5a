"""The metric behind ECS cluster auto scaling.

Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html and, for the two cases
without running instances, the AWS article "Deep dive on Amazon ECS cluster auto scaling".
"""


def reservation(needed: int, running: int) -> float:
    """CapacityProviderReservation in percent: instances needed / instances running x 100.

    Without a running instance it is 100 where none is needed and 200 where any is.
    """
    if needed < 0 or running < 0:
        raise ValueError("needed, running: at least 0")
    if running == 0:
        return 200.0 if needed else 100.0
    return 100.0 * needed / running
